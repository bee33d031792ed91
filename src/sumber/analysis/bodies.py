"""To which government a source belongs: ministries, forces and office holders speak with one voice of the state."""

from __future__ import annotations

from functools import cache
from typing import Final

from sumber.gazetteer import read_entries, read_offices

_ORGAN: Final = "sumber:organ:"
_PARTS: Final = frozenset(
    {"ministry", "military", "police", "agency", "intelligence", "coast_guard", "parliament", "court", "government"}
)
"""Kinds of organisations that are parts of a state; a company or a party is not."""


@cache
def government_of(entity: str | None) -> str | None:
    """The state whose government an entity is or belongs to, None for outlets, companies, alliances and the unknown.

    >>> government_of("sumber:organ:navy:Q252")
    'Q252'
    """
    if entity is None:
        return None
    if entity.startswith(_ORGAN):
        return entity.rsplit(":", 1)[1]
    entry = read_entries().get(entity)
    if entry is None:
        return None
    if entry.kind == "state":
        return entry.id
    if entry.kind == "organisation":
        return entry.country or None if entry.subkind in _PARTS else None
    if entry.kind == "person":
        of = {government_of(office.of) for office in read_offices().get(entity, ())}
        return of.pop() if len(of) == 1 else None
    return entry.stands_for or None
