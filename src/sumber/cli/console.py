"""The console that tables are printed on, and text made safe and fit for its cells."""

from __future__ import annotations

import os
import unicodedata
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

PLAIN_WIDTH = 120
INDENT = (0, 0, 0, 3)
LEFT_TO_RIGHT_MARK = "\u200e"
_DIRECTION_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_UNPRINTABLE = {"Cc", "Cs"}


class _Console(Console):
    """A console that leaves a closed pipe to the command, which ends quietly on it."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_console(out: TextIO) -> Console:
    """A console on `out`: as wide as the terminal and coloured, unless NO_COLOR is set; plain elsewhere."""
    plain = bool(os.environ.get("NO_COLOR"))
    forced = bool(os.environ.get("FORCE_COLOR")) and not plain
    if out.isatty():
        return _Console(file=out, highlight=False, emoji=False, color_system=None if plain else "auto")
    columns = os.environ.get("COLUMNS", "")
    return _Console(
        file=out,
        width=int(columns) if columns.isdecimal() and int(columns) else PLAIN_WIDTH,
        color_system="standard" if forced else None,
        force_terminal=forced,
        highlight=False,
        emoji=False,
    )


def clean(text: str) -> str:
    r"""Text on one line, without what would steer the terminal or turn the words around it.

    >>> clean("one\n two\x1b[2J")
    'one two�[2J'
    """
    words = " ".join(text.split()).translate(_DIRECTION_CONTROLS)
    return "".join("\ufffd" if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in words)


def runs_right_to_left(text: str) -> bool:
    """Whether some letters run from right to left."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


class Cell:
    """Text of a table's cell, wrapped and never cut; lines that run right to left keep to their column.

    A terminal that knows about directions would swap neighbouring cells of right-to-left text, with the border between
    them; a mark without width on both sides of each line holds them in place.
    """

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._text.wrap(console, options.max_width, overflow="fold"):
            if runs_right_to_left(line.plain):
                line.rstrip()
                yield Text.assemble(LEFT_TO_RIGHT_MARK, line, LEFT_TO_RIGHT_MARK)
            else:
                yield line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text)
