"""JSON Lines: one reading a line."""

from __future__ import annotations

from typing import TextIO

import msgspec

from sumber.errors import InputError
from sumber.exports import Exporter
from sumber.model import Reading
from sumber.model.reading_format import shape_error, shape_reading


class JsonLinesExporter:
    """Writes each reading as soon as it is made."""

    def start(self, out: TextIO) -> None:
        """Nothing stands before the first line."""

    def write(self, out: TextIO, reading: Reading | InputError, *, explain: bool) -> None:
        """One line, flushed."""
        shaped = shape_error(reading) if isinstance(reading, InputError) else shape_reading(reading, explain=explain)
        out.write(msgspec.json.encode(shaped).decode() + "\n")
        out.flush()

    def finish(self, out: TextIO) -> None:
        """Nothing stands behind the last line."""


def make_exporter() -> Exporter:
    """A fresh exporter."""
    return JsonLinesExporter()
