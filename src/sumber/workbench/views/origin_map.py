"""The origin map: who says a proposition, who passes it on, who prints it, and who stands against it, as one drawing."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from sumber.model import Proposition
from sumber.model.claims import Role
from sumber.relating.why import Voice, VoiceLink, Why
from sumber.workbench.views.layering import Layout, Spot, Tie, lay_out

MOST_OUTLETS: Final = 50
"""So many outlets are drawn; the rest are one node that says how many they are."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER_WIDTH: Final = 7.3
"""A letter of common width in a node, in the drawing's units."""
_PADDING: Final = 22.0


class Source(NamedTuple):
    """A node: who it is and in which roles, the letter of the origins it counts as one with, in how many reports it stands.

    `others` is None but for the node that stands for the outlets that are not drawn: so many they are.
    """

    key: str
    name: str
    entity: str | None
    roles: tuple[Role, ...]
    letter: str | None
    is_for: bool
    is_against: bool
    reports: int
    others: int | None = None

    @property
    def is_nameable(self) -> bool:
        """Whether it is known elsewhere too, by its key: an unnamed source is its report's own."""
        return bool(self.name) and "unnamed" not in self.roles

    def shorten(self, width: float) -> str:
        """The name as far as it fits into a node."""
        return shorten(self.name, (width - _PADDING) / _LETTER_WIDTH - (4 if self.letter else 0))

    @property
    def shape(self) -> Role:
        """The role that its node is drawn by: of several the one nearest to the origin."""
        return next(role for role in ("speaker", "unnamed", "relay", "publisher") if role in self.roles)


class SourceRow(NamedTuple):
    """A source in the table beside the drawing: whom it has it from, who has it from it, whether in a circle."""

    source: Source
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    is_in_circle: bool


class OriginMap(NamedTuple):
    """The drawing with its sources, in the order of its boxes, and the same as rows of a table, none left out.

    `letters` name the groups of the frames; `places` tell the row of each source, from 1.
    """

    sources: tuple[Source, ...]
    layout: Layout
    rows: tuple[SourceRow, ...]
    letters: Mapping[int, str]
    places: Mapping[str, int]


class _Heard(NamedTuple):
    """A claim by the links of its chain, and whether it stands against the proposition."""

    voice: Voice
    is_against: bool


def draw_map(why: Why) -> OriginMap:
    """The origin map of a proposition."""
    heard = _hear(why)
    sources = _gather(heard, spell_groups(why.proposition))
    ties = _tie(heard)
    drawn, drawn_ties = _fold(sources, ties)
    places = {source.key: at for at, source in enumerate(drawn)}
    letters = Counter(source.letter for source in drawn if source.letter)
    groups = {letter: at for at, (letter, number) in enumerate(letters.items()) if number > 1}
    spots = [
        Spot(
            group=groups.get(source.letter or ""),
            is_against=source.is_against and not source.is_for,
            is_last="publisher" in source.roles,
        )
        for source in drawn
    ]
    layout = lay_out(spots, [Tie(places[one], places[other], against) for one, other, against in drawn_ties])
    return OriginMap(
        tuple(drawn),
        layout,
        _tabulate(sources, ties),
        letters={at: letter for letter, at in groups.items()},
        places={source.key: at for at, source in enumerate(sources, 1)},
    )


def spell_groups(proposition: Proposition) -> dict[str, str]:
    """A letter for each claim whose origin counts as one with another, the same letter for those that count as one."""
    sizes = Counter(origin.group for origin in proposition.origins)
    shared = [group for group in dict.fromkeys(origin.group for origin in proposition.origins) if sizes[group] > 1]
    letters = {group: _letter(at) for at, group in enumerate(shared)}
    return {
        claim: letters[origin.group]
        for origin in proposition.origins
        if origin.group in letters
        for claim in origin.claims
    }


def _letter(at: int) -> str:
    """The letter of a group by its place: after Z come AA, BB and so on.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    return _LETTERS[at % len(_LETTERS)] * (at // len(_LETTERS) + 1)


def shorten(name: str, room: float) -> str:
    """A name cut to so many letters of common width; signs that take a whole square count nearly two, accents nothing.

    >>> shorten("The Halden Post", 25), shorten("The Halden Post and Northern Courier", 12)
    ('The Halden Post', 'The Halden…')
    """
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    used = 0.0
    for at, sign in enumerate(plain):
        used += _width(sign)
        if used > room:
            return plain[:at].rstrip() + "…"
    return plain


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return 1.8 if unicodedata.east_asian_width(sign) in "WF" else 1.15 if sign.isupper() else 1.0


def _hear(why: Why) -> list[_Heard]:
    own = {(voice.document, voice.claim) for voice in why.voices}
    against = {(clash.other.document, clash.other.claim): clash.other for clash in why.clashes}
    said = [_Heard(voice, is_against=False) for voice in why.voices]
    return said + [_Heard(voice, is_against=True) for key, voice in sorted(against.items()) if key not in own]


def _gather(heard: Iterable[_Heard], letters: Mapping[str, str]) -> list[Source]:
    found: dict[str, list[tuple[VoiceLink, _Heard, bool]]] = {}
    for each in heard:
        for at, link in enumerate(each.voice.links):
            found.setdefault(link.source, []).append((link, each, at == 0))
    return [_describe(key, told, letters) for key, told in found.items()]


def _describe(key: str, told: Sequence[tuple[VoiceLink, _Heard, bool]], letters: Mapping[str, str]) -> Source:
    named = next((link for link, *_ in told if link.role == "publisher"), told[0][0])
    grouped = (letters.get(each.voice.claim) for _, each, is_origin in told if is_origin and not each.is_against)
    return Source(
        key=key,
        name=named.name,
        entity=next((link.entity for link, *_ in told if link.entity), None),
        roles=tuple(dict.fromkeys(link.role for link, *_ in told)),
        letter=next((letter for letter in grouped if letter), None),
        is_for=any(not each.is_against for _, each, _ in told),
        is_against=any(each.is_against for _, each, _ in told),
        reports=len({each.voice.document for _, each, _ in told}),
    )


_Passing = tuple[str, str, bool]


def _tie(heard: Iterable[_Heard]) -> list[_Passing]:
    """Who has it from whom, by their keys, and on which side."""
    found: dict[_Passing, None] = {}
    for voice, is_against in heard:
        keys = [link.source for link in voice.links]
        for giver, taker in pairwise(keys):
            if giver != taker:
                found[giver, taker, is_against] = None
    return list(found)


def _fold(sources: Sequence[Source], ties: Sequence[_Passing]) -> tuple[list[Source], list[_Passing]]:
    """What is drawn: of too many outlets those in the most reports, and one node for the rest and whom they alone quote."""
    outlets = [source for source in sources if "publisher" in source.roles]
    if len(outlets) <= MOST_OUTLETS:
        return list(sources), list(ties)
    kept = {each.key for each in sorted(outlets, key=lambda each: -each.reports)[:MOST_OUTLETS]}
    reaching = _givers_of(kept, ties)
    left_out = {each.key for each in outlets} - reaching
    drawn = [each for each in sources if each.key in reaching]
    names = {each.key for each in drawn}
    rest = Source(
        key="",
        name="",
        entity=None,
        roles=("publisher",),
        letter=None,
        is_for=any(each.is_for for each in outlets if each.key in left_out),
        is_against=any(each.is_against for each in outlets if each.key in left_out),
        reports=sum(each.reports for each in outlets if each.key in left_out),
        others=len(left_out),
    )
    folded = {(giver, taker if taker in names else "", against) for giver, taker, against in ties if giver in names}
    return [*drawn, rest], sorted(folded)


def _givers_of(keys: Iterable[str], ties: Iterable[_Passing]) -> set[str]:
    """All from whom some sources have it, over however many others."""
    givers: dict[str, set[str]] = {}
    for giver, taker, _ in ties:
        givers.setdefault(taker, set()).add(giver)
    found, left = set(keys), list(keys)
    while left:
        for giver in givers.get(left.pop(), ()):
            if giver not in found:
                found.add(giver)
                left.append(giver)
    return found


def _tabulate(sources: Sequence[Source], ties: Sequence[_Passing]) -> tuple[SourceRow, ...]:
    names = {source.key: source.name for source in sources}
    places = {source.key: at for at, source in enumerate(sources)}
    layout = lay_out(
        [Spot()] * len(sources), [Tie(places[one], places[other], against) for one, other, against in ties]
    )
    circling = {end for line in layout.lines if line.is_circle for end in (line.tie.start, line.tie.end)}
    return tuple(
        SourceRow(
            source=source,
            givers=tuple(dict.fromkeys(names[one] for one, other, _ in ties if other == source.key)),
            takers=tuple(dict.fromkeys(names[other] for one, other, _ in ties if one == source.key)),
            is_in_circle=places[source.key] in circling,
        )
        for source in sources
    )
