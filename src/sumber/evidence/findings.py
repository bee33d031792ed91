"""What checking the evidence found: every break with its place, what was checked, and what no check can show."""

from __future__ import annotations

from typing import Literal

from sumber.model.values import Value

Check = Literal[
    "dump", "quotes", "records", "originals", "leaves", "erasures", "checkpoints", "signatures", "timestamps", "tables"
]
Weight = Literal["broken", "note"]

NOT_PROVED = (
    "that a claim is true: only that the report says it, in these words",
    "who wrote a page, or that a publisher ever showed it: only that these bytes were put in",
    "that the text is all of the page: how it was taken out of the page's bytes is not repeated here",
    "that nothing was withheld: what was never logged, or left out before it was logged, leaves no trace",
    "that nothing was cut off the end, unless a checkpoint you kept from later is given to compare with",
    "that this is the one history shown to everybody, unless others compare their checkpoints with yours",
    "when anything happened, beyond the times the program wrote down itself, where no timestamp authority you trust says so",
)


class Finding(Value, frozen=True):
    """One thing that was found: `broken`, or a `note` on what holds but should be known.

    `place` names file, line, leaf or checkpoint; `words` say what is wrong there and what was expected.
    """

    check: Check
    weight: Weight
    place: str
    words: str


class Summary(Value, frozen=True):
    """What was checked, how much of it, and how much was found broken; `head` is the log's size and root."""

    log_name: str | None
    size: int
    root: str
    counts: dict[str, int]
    broken: int
    notes: int
    not_proved: tuple[str, ...] = NOT_PROVED

    @property
    def holds(self) -> bool:
        """Whether nothing was found broken."""
        return self.broken == 0


def broken(check: Check, place: str, words: str) -> Finding:
    """A finding of something that does not hold."""
    return Finding(check=check, weight="broken", place=place, words=words)


def note(check: Check, place: str, words: str) -> Finding:
    """A finding of something that holds, and should be known."""
    return Finding(check=check, weight="note", place=place, words=words)
