"""Exports: readings written out, each format in its own file, found by scanning."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, TextIO

from sumber.errors import InputError, UsageError
from sumber.model import Reading


class Exporter(Protocol):
    """One format of output: readings come one by one."""

    def start(self, out: TextIO) -> None:
        """Write what stands before the first reading."""
        ...

    def write(self, out: TextIO, reading: Reading | InputError, *, explain: bool) -> None:
        """Write one reading, or the error that stands for it."""
        ...

    def finish(self, out: TextIO) -> None:
        """Write what stands behind the last reading."""
        ...


@cache
def export_names() -> tuple[str, ...]:
    """Names of the formats, by file name."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def get_exporter(name: str) -> Exporter:
    """A fresh exporter of this name; UsageError where there is none."""
    if name not in export_names():
        raise UsageError("S303", f"no output format {name!r}: expected one of {', '.join(export_names())}")
    exporter: Exporter = import_module(f"{__name__}.{name}").make_exporter()
    return exporter
