"""JSON: all readings in one array, indented."""

from __future__ import annotations

from typing import TextIO

import msgspec

from sumber.errors import InputError
from sumber.exports import Exporter
from sumber.model import Reading
from sumber.model.reading_format import shape_error, shape_reading


class JsonExporter:
    """Writes an array that is valid however many readings it holds."""

    def __init__(self) -> None:
        self._first = True

    def start(self, out: TextIO) -> None:
        """Open the array."""
        out.write("[")

    def write(self, out: TextIO, reading: Reading | InputError, *, explain: bool) -> None:
        """One element."""
        shaped = shape_error(reading) if isinstance(reading, InputError) else shape_reading(reading, explain=explain)
        out.write("\n" if self._first else ",\n")
        out.write(msgspec.json.format(msgspec.json.encode(shaped), indent=1).decode())
        self._first = False

    def finish(self, out: TextIO) -> None:
        """Close the array."""
        out.write("\n]\n")


def make_exporter() -> Exporter:
    """A fresh exporter."""
    return JsonExporter()
