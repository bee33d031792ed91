"""What the address of a search asks for, and the other way round; whatever does not fit is told and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple, get_args

from sumber.asking.days import first_day, last_day
from sumber.asking.questions import LISTED, NAMED, OF_DOCUMENTS, Question
from sumber.ledger.tokens import FacetName
from sumber.model import EventType, Mode, Stance, Value
from sumber.workbench.views.queries import Pairs, write_address

Kind = Literal["claims", "documents"]
FIELDS: Final = ("q", *NAMED, *LISTED, "from", "to")
"""The fields of an address that ask for something, in the order they are shown."""
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "event": get_args(EventType),
    "stance": get_args(Stance),
    "mode": get_args(Mode),
}
_MOST_LETTERS: Final = 400
_MOST_VALUES: Final = 20
_BETWEEN_NAMES: Final = ";"


class Fault(NamedTuple):
    """A field of an address that was left out, what stood there, and why: no day, no choice, too long or too many."""

    name: str
    given: str
    why: Literal["day", "choice", "long", "many"]


class Asked(Value, frozen=True):
    """What an address asks for; `after` is where the page begins, `ignored` the fields that documents do not have."""

    kind: Kind
    question: Question
    after: int | None = None
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def pairs(self) -> Pairs:
        """The fields of the address that asks so, without the place in the list."""
        asked = self.question
        pairs = [("q", asked.words)]
        pairs += [(name, value) for name in (*NAMED, *LISTED) for value in asked.values_of(name)]
        pairs += [("from", asked.earliest or ""), ("to", asked.latest or "")]
        pairs += [("in", self.kind)] if self.kind != "claims" else []
        return tuple(pair for pair in pairs if pair[1])


class Chip(NamedTuple):
    """One thing that is asked for: its field, the value, and the address of the same search without it."""

    name: str
    value: str
    address: str


def read_asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """What the fields of an address ask for. Names may be parted by semicolons; fields of other names are passed over."""
    given = _gather(pairs)
    faults: list[Fault] = []
    words = _check_length("q", " ".join(given.get("q", ())), faults)
    kind: Kind = "documents" if "documents" in given.get("in", ()) else "claims"
    lists = {name: _read_values(name, given.get(name, ()), faults) for name in (*NAMED, *LISTED)}
    question = Question(
        words=words or "",
        earliest=_read_day("from", given, first_day, faults),
        latest=_read_day("to", given, last_day, faults),
        **lists,
    )
    after = next(iter(given.get("after", ())), "")
    return Asked(
        kind=kind,
        question=question,
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 16 else None,
        faults=tuple(faults),
        ignored=_find_ignored(question) if kind == "documents" else (),
    )


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        parts = value.split(_BETWEEN_NAMES) if name in NAMED else [value]
        given.setdefault(name, []).extend(each for part in parts if (each := " ".join(part.split())))
    return {name: tuple(dict.fromkeys(values)) for name, values in given.items() if values}


def _read_values(name: FacetName, values: tuple[str, ...], faults: list[Fault]) -> tuple[str, ...]:
    if len(values) > _MOST_VALUES:
        faults.append(Fault(name, str(len(values)), "many"))
    known = CHOICES.get(name)
    found = []
    for value in values[:_MOST_VALUES]:
        if known is not None and value not in known:
            faults.append(Fault(name, value[:_MOST_LETTERS], "choice"))
        elif (fit := _check_length(name, value, faults)) is not None:
            found.append(fit)
    return tuple(found)


def _check_length(name: str, value: str, faults: list[Fault]) -> str | None:
    if len(value) <= _MOST_LETTERS:
        return value
    faults.append(Fault(name, value[:40] + "…", "long"))
    return None


def _read_day(
    name: str, given: dict[str, tuple[str, ...]], read: Callable[[str], str], faults: list[Fault]
) -> str | None:
    words = next(iter(given.get(name, ())), None)
    if words is None:
        return None
    try:
        return read(words)
    except ValueError:
        faults.append(Fault(name, words[:40], "day"))
        return None


def _find_ignored(question: Question) -> tuple[str, ...]:
    names = [name for name in (*NAMED, *LISTED) if name not in OF_DOCUMENTS and question.values_of(name)]
    days = [name for name, day in (("from", question.earliest), ("to", question.latest)) if day]
    return (*names, *days)


def make_chips(path: str, pairs: Pairs) -> list[Chip]:
    """Everything that is asked for, each with the way to ask without it."""
    return [
        Chip(name, value, write_address(path, [each for at, each in enumerate(pairs) if at != place]))
        for place, (name, value) in enumerate(pairs)
        if name in FIELDS
    ]
