"""A claim as persons corrected it: the fields of their corrections in place of those that were read."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from sumber.gazetteer import read_entries
from sumber.gazetteer.lookup import find_called
from sumber.ledger.judgements import Judgement
from sumber.model import Claim, EntityRef, Event, EventTime, Link, Party

_PLAIN_FIELDS: Final = ("stance", "mode", "hedged", "negated")


def corrected_fields(decided: Iterable[Judgement]) -> dict[str, Any]:
    """What a claim was corrected to, by field; a later correction goes before an earlier one."""
    fields: dict[str, Any] = {}
    for judgement in decided:
        if judgement.kind == "correct" and not judgement.undone:
            fields |= judgement.value or {}
    return fields


def keep_last_corrections(decided: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that stand; of corrections the fields that no later one corrected again, and none without any."""
    standing = [each for each in decided if not each.undone]
    kept = []
    for at, each in enumerate(standing):
        later = corrected_fields(standing[at + 1 :]) if each.kind == "correct" else {}
        value = {name: told for name, told in (each.value or {}).items() if name not in later}
        if value or each.kind != "correct":
            kept.append(replace(each, value=value if each.kind == "correct" else each.value))
    return kept


def correct_claim(claim: Claim, value: dict[str, Any]) -> Claim:
    """A claim with the fields of a correction in place of those that were read."""
    plain = {name: value[name] for name in _PLAIN_FIELDS if value.get(name) is not None}
    chain = claim.chain
    if value.get("origin"):
        first = _party(value["origin"])
        role = chain[0].role if chain and chain[0].role != "publisher" else "speaker"
        rest = chain[1:] if chain and chain[0].role != "publisher" else chain
        chain = (Link(role=role, name=first.name, entity=first.entity), *rest)
    return replace(claim, **plain, chain=chain, event=_correct_event(claim.event, value))


def _correct_event(event: Event | None, value: dict[str, Any]) -> Event | None:
    if event is None and not value.keys() & {"event", "actor", "recipient", "place", "time"}:
        return None
    made = event or Event(type=value.get("event", "other"))
    fields: dict[str, Any] = {}
    for name, field in (("event", "type"), ("tense", "tense")):
        if value.get(name):
            fields[field] = value[name]
    for name, field in (("actor", "actors"), ("recipient", "recipients")):
        if name in value:
            fields[field] = tuple(map(_party, value[name]))
    if "place" in value:
        fields["place"] = _party(value["place"]) if value["place"] else None
    if "time" in value:
        fields["time"] = EventTime(value=value["time"]) if value["time"] else None
    return replace(made, **fields)


def _party(name: str) -> Party:
    """Whom a person names in a correction: by an id, or by what only one entry is called."""
    if name in read_entries():
        return Party(name=name, entity=EntityRef(id=name, name=read_entries()[name].name))
    ids = find_called(name)
    return Party(name=name, entity=EntityRef(id=ids[0], name=name) if len(ids) == 1 else None)


def bounds_of(time: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a time that a person gave: a day, a month or a year, or an interval of two.

    >>> bounds_of("2024-02"), bounds_of("2024/2025-03-01"), bounds_of("soon")
    (('2024-02-01', '2024-02-29'), ('2024-01-01', '2025-03-01'), (None, None))
    """
    first, _, last = (time or "").partition("/")
    earliest, latest = _day(first, is_last=False), _day(last or first, is_last=True)
    return (earliest, latest) if earliest and latest else (None, None)


def _day(words: str, *, is_last: bool) -> str | None:
    parts = words.split("-")
    if not all(part.isdecimal() for part in parts) or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12 if is_last else 1
    if len(parts) == 3:
        return words
    if not year or not 1 <= month <= 12:
        return None
    return f"{year:04}-{month:02}-{monthrange(year, month)[1] if is_last else 1:02}"
