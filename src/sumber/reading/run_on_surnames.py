"""Persons that a surname shows, where no spaces part words: between a mark and a report word, and wherever they come back.

Chinese writes "周砚青认为" and, in an interview, "韩芷若：" at the head of a line.
"""

from __future__ import annotations

import re

from sumber.reading.cues import CueTable, read_cues
from sumber.reading.scan import Found, Scan

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
GIVEN = (2, 1)
"""Characters of a given name, the longer first: what follows them must show that the name ends there."""
SHORTEST_REPEATED = 3
COLONS = frozenset(":：")


def find_surnamed(scan: Scan, taken: set[int]) -> list[Found]:
    """Persons of a listed surname that stand between marks, in the order of the text."""
    if scan.language.spaced or not scan.rules.has_meaning("surname"):
        return []
    cues = read_cues(scan.language)
    found: list[Found] = []
    for position in range(len(scan.tokens.words)):
        name = _find_at(scan, cues, position, taken)
        if name is not None and (not found or found[-1].last <= name.first):
            found.append(name)
    return found


def find_repeated(scan: Scan, known: list[Found], taken: set[int]) -> list[Found]:
    """Whole names of persons without dots wherever they come back."""
    words = scan.tokens.words
    names: dict[str, set[tuple[str, ...]]] = {}
    for name in known:
        parts = words[name.first : name.last]
        if name.kind == "person" and len(parts) >= SHORTEST_REPEATED and all(_HAN.match(part) for part in parts):
            names.setdefault(parts[0], set()).add(tuple(parts))
    found: list[Found] = []
    for position, word in enumerate(words):
        for parts in names.get(word, ()):
            place = range(position, position + len(parts))
            if tuple(words[position : place.stop]) == parts and not any(p in taken for p in place):
                found.append(Found(position, place.stop, "person", (), "surname"))
                taken.update(place)
    return found


def _find_at(scan: Scan, cues: CueTable, position: int, taken: set[int]) -> Found | None:
    surname = scan.rules.find_at(scan.tokens, position, "surname")
    if surname is None or not _opens(scan, position) or scan.rules.find_at(scan.tokens, position, "common"):
        return None
    for length in GIVEN:
        last = surname.last + length
        if (
            last < len(scan.tokens.words)
            and _fits(scan, range(position, last), taken)
            and _ends(scan, cues, position, last)
        ):
            return Found(position, last, "person", (), "surname")
    return None


def _opens(scan: Scan, position: int) -> bool:
    """Whether a name may begin here: behind a mark or at the head of a line."""
    tokens = scan.tokens
    return (
        position == 0
        or tokens.lines[position] != tokens.lines[position - 1]
        or not tokens.words[position - 1].isalnum()
    )


def _fits(scan: Scan, place: range, taken: set[int]) -> bool:
    tokens = scan.tokens
    return all(
        _HAN.match(tokens.words[p])
        and p not in taken
        and p not in scan.blocked
        and not scan.rules.find_at(tokens, p, "no_person")
        and (p == place.start or tokens.starts[p] == tokens.ends[p - 1])
        for p in place
    )


def _ends(scan: Scan, cues: CueTable, first: int, last: int) -> bool:
    """Whether a name ends here: before a report word, or before the colon of who speaks in an interview."""
    tokens = scan.tokens
    if tokens.words[last] in COLONS:
        return first == 0 or tokens.lines[first] != tokens.lines[first - 1]
    return cues.starts_at(tokens, last)
