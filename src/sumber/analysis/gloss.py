"""A line that tells what a proposition says in the interface's language, for one who cannot read the reports' own.

It is put together from what was resolved: type, parties, quantity, object, place, date. Nothing is translated.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Final, TypeVar

from sumber.analysis.days import date_of
from sumber.analysis.origins import Saying
from sumber.analysis.profiles import ClaimProfile, NameProfile, NumberProfile

_FILE: Final = "gloss.toml"
Item = TypeVar("Item")


def gloss(sayings: Sequence[Saying], language: str = "en") -> str:
    """What most of the claims tell of an event: "transfer: Russia > North Korea, 10 tank, Pyongyang, 2025-05-19".

    Where nothing was resolved, the shortest claim's own words stand in its own language.
    """
    words = _read_words()[language]
    claims = [saying.claim for saying in sayings]
    kind = _most(claim.event for claim in claims)
    actors, recipients = _most_names(c.actors for c in claims), _most_names(c.recipients for c in claims)
    place = _most_names((c.place,) if c.place else () for c in claims)
    parts = [" > ".join(filter(None, (actors, recipients and (recipients if actors else f"> {recipients}"))))]
    parts.append(_figure(_most(number for claim in claims for number in claim.numbers)))
    parts += [place if place not in (actors, recipients) else "", _day(claims)]
    told = ", ".join(part for part in parts if part)
    if not told:
        return min((claim.text for claim in claims), key=lambda text: (len(text), text))
    marks = f" ({words['denied']})" if all(claim.negated or claim.stance == "denies" for claim in claims) else ""
    return f"{words[kind or 'other']}{marks}: {told}"


@cache
def _read_words() -> dict[str, dict[str, str]]:
    """The words of the interface by language."""
    return tomllib.loads((resources.files(__package__ or "sumber.analysis") / _FILE).read_text("utf-8"))


def _most(items: Iterable[Item | None]) -> Item | None:
    """The commonest of some things, the first of equals."""
    counted = Counter(item for item in items if item is not None)
    return counted.most_common(1)[0][0] if counted else None


def _most_names(lists: Iterable[Sequence[NameProfile]]) -> str:
    names = _most(tuple(name.name for name in names) for names in lists if names)
    return " and ".join(names) if names else ""


def _figure(number: NumberProfile | None) -> str:
    if number is None:
        return ""
    if number.high == float("inf"):
        told = f"≥ {_spell(number.low)}"
    elif number.low == float("-inf"):
        told = f"≤ {_spell(number.high)}"
    elif number.low == number.high:
        told = _spell(number.low)
    else:
        told = f"{_spell(number.low)}-{_spell(number.high)}"
    return f"{told} {number.unit}".strip()


def _spell(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _day(claims: Sequence[ClaimProfile]) -> str:
    first = _most((claim.first, claim.last) for claim in claims if claim.first is not None and claim.last is not None)
    if first is None or first[0] is None or first[1] is None:
        return ""
    begin, end = date_of(first[0]), date_of(first[1])
    return begin if begin == end else f"{begin} to {end}"
