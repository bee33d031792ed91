"""The names and dates of a part of a report as tables: what the marks in the text tell only to who can point at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sumber.model import DateValue, EntityRef, Mention, MentionKind


class NameRow(NamedTuple):
    """A name as written, what it was resolved to (None: unresolved), and how often it stands there."""

    text: str
    kind: MentionKind
    entity: EntityRef | None
    times: int


def list_names(mentions: Iterable[Mention]) -> list[NameRow]:
    """The names, each once, in the order of the text."""
    counted = Counter((mention.text, mention.kind, mention.entity) for mention in mentions)
    return [NameRow(*name, times) for name, times in counted.items()]


def list_dates(dates: Iterable[DateValue]) -> list[DateValue]:
    """The dates, those that say the same in the same words once, in the order of the text."""
    found = {(date.text, date.value, date.earliest, date.latest, date.anchor): date for date in reversed(list(dates))}
    return list(reversed(found.values()))
