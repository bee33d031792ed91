"""Profiles made by hand: reports and claims that hold what a case is about, and nothing else."""

from __future__ import annotations

from typing import Any

from sumber.analysis.days import day_bounds
from sumber.analysis.names import sound_keys
from sumber.analysis.origins import Saying
from sumber.analysis.pairing import VECTOR_NUMBERS
from sumber.analysis.profiles import ClaimProfile, DocumentProfile, LinkProfile, NameProfile, NumberProfile
from sumber.analysis.words import compared_words, run_hashes
from sumber.model import Role, Span

LENGTH = 100
"""So many characters a claim of a made report takes."""


def link(name: str, role: Role = "speaker", entity: str | None = None) -> LinkProfile:
    """A link, with the keys that profiling gives it."""
    keys = sound_keys(name) | {entity or name.casefold()}
    return LinkProfile(role=role, name=name, entity=entity, keys=keys)


def name(text: str, entity: str | None = None, weight: Any = "name") -> NameProfile:
    """A name, with the keys that profiling gives it."""
    return NameProfile(name=text, keys=sound_keys(text) | {entity or text.casefold()}, weight=weight)


def state(text: str, entity: str) -> NameProfile:
    """A state."""
    return name(text, entity, "state")


def number(low: float, high: float | None = None, unit: str = "tank") -> NumberProfile:
    """A number, exact where no highest value is given."""
    return NumberProfile(low=low, high=low if high is None else high, unit=unit, hedged=False, span=Span(0, 2))


def claim(text: str = "Two ships were handed over", *chain: LinkProfile, **told: Any) -> ClaimProfile:
    """A claim of the publisher itself, or of the first of the links given; `day` is the day of its event."""
    bounds = day_bounds(told.pop("day", None))
    links = chain or (link("Halden Post", "publisher"),)
    given: dict[str, Any] = {
        "id": f"c:{text}",
        "span": Span(0, len(text)),
        "mode": "unattributed" if links[0].role == "publisher" else "indirect",
        "stance": "asserts",
        "hedged": False,
        "negated": False,
        "event": None,
        "tense": None,
        "actors": (),
        "recipients": (),
        "place": None,
        "names": (),
        "numbers": (),
        "first": bounds[0] if bounds else None,
        "last": bounds[1] if bounds else None,
        "words": compared_words(text, "en"),
        "order": 0.0,
        "is_lead": False,
        "has_access": False,
        "vector": b"",
    }
    return ClaimProfile(text=text, chain=links, **{**given, **told})


def report(key: str, publisher: LinkProfile, *claims: ClaimProfile, **told: Any) -> DocumentProfile:
    """A report of a publisher that holds these claims, a sentence each; `day` is that of its publication."""
    bounds = day_bounds(told.pop("day", None))
    sentences = [
        (Span(at * LENGTH, at * LENGTH + len(each.text)), run_hashes(each.text)) for at, each in enumerate(claims)
    ]
    given: dict[str, Any] = {
        "language": "en",
        "published": bounds[0] if bounds else None,
        "names": tuple(dict.fromkeys(each for one in claims for each in one.names)),
        "sentences": tuple(sentences),
    }
    return DocumentProfile(id=key, publisher=publisher, claims=claims, **{**given, **told})


def saying(key: str, outlet: str, *links: LinkProfile, **told: Any) -> Saying:
    """A claim in an outlet's report: said by the first of these links, or by the outlet itself; `language` is the report's."""
    publisher = link(outlet, "publisher", told.pop("outlet_entity", None))
    language, day = told.pop("language", "en"), told.pop("published", None)
    text = told.pop("text", f"Statement {key} on what was seen")
    made = claim(text, *links, publisher, **{"id": f"claim of {key}", **told})
    return Saying(report(key, publisher, made, language=language, day=day), made)


def vector(*said: float, matter: tuple[float, ...] | None = None) -> bytes:
    """The two vectors of a claim: these numbers and zeros, for what it is about the same where not given."""
    return _half(said) + _half(matter or said)


def _half(numbers: tuple[float, ...]) -> bytes:
    whole = [round(each) % 256 for each in numbers]
    return bytes(whole + [0] * (VECTOR_NUMBERS - len(whole)))
