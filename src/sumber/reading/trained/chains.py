"""Chains from the model's probabilities, kept within what a chain can be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sumber.model import DraftLink, Reason, Span
from sumber.reading.trained.labels import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from sumber.model.claims import Role
    from sumber.reading.trained.findings import FoundClaim, FoundMention

MIN_RELAY = 0.6
"""How likely a source must be to relay, over all its mentions together. On the part `choosing` 0.5, 0.6, 0.7 and
0.8 read whole chains at 0.700, 0.713, 0.712 and 0.715, and of three links or more 0.483, 0.498, 0.478 and 0.463."""
MAX_RELAYS = 3


class Roster:
    """Who is who among the mentions of a report: the same entry of the gazetteer, the same name, or a mention led back to another.

    `name_of` gives a mention's identity as the lists see it: a gazetteer id or a name, None where they know nothing.
    """

    def __init__(
        self, text: str, mentions: tuple[FoundMention, ...], name_of: Callable[[Span], str | None], publisher: str
    ) -> None:
        self.text = text
        self._publisher = publisher
        self._references = {mention.span for mention in mentions if mention.kind == REFERENCE}
        self._keys: dict[Span, str] = {}
        self._first: dict[str, Span] = {}
        for mention in sorted(mentions, key=lambda found: found.span.start):
            earlier = self._keys.get(mention.antecedent) if mention.antecedent else None
            key = name_of(mention.span) or earlier or mention.span.of(text).casefold()
            self._keys[mention.span] = key
            if mention.kind != REFERENCE:
                self._first.setdefault(key, mention.span)

    def key(self, span: Span) -> str:
        """The identity of the mention at `span`: what the lists know, else that of the mention it repeats, else its words."""
        return self._keys.get(span) or span.of(self.text).casefold()

    def first_name(self, span: Span) -> Span | None:
        """Where the report first names what is mentioned at `span`; None where it never does, or does so here."""
        first = self._first.get(self.key(span))
        return first if first != span else None

    def is_reference(self, span: Span) -> bool:
        """Whether the mention names nobody by itself."""
        return span in self._references

    def is_publisher(self, key: str) -> bool:
        """Whether this identity is the outlet that prints the report."""
        return key == self._publisher

    def weigh(self, chances: Mapping[Span, float]) -> dict[str, tuple[float, Span]]:
        """Chances summed over the mentions of one source, with its likeliest mention."""
        sums: dict[str, tuple[float, Span]] = {}
        best: dict[str, float] = {}
        for span, chance in chances.items():
            key = self.key(span)
            total, where = sums.get(key, (0.0, span))
            if chance > best.get(key, -1.0):
                best[key], where = chance, span
            sums[key] = (total + chance, where)
        return sums


def spell_links(claim: FoundClaim, roster: Roster, cue: Span | None) -> tuple[DraftLink, ...]:
    """The links before the publisher: origin, then relays in their order; none where the outlet itself speaks."""
    sources = roster.weigh(claim.origins)
    own = claim.no_origin + sum(chance for key, (chance, _) in sources.items() if roster.is_publisher(key))
    others = {key: value for key, value in sources.items() if not roster.is_publisher(key)}
    if not others:
        return ()
    key, (chance, span) = max(others.items(), key=lambda item: item[1][0])
    if chance < own:
        return ()
    links = [_link(roster, span, "speaker", chance, cue)]
    for _, relay_span, relay_chance in _relays(claim, roster, key):
        links.append(_link(roster, relay_span, "relay", relay_chance, None))
    return tuple(links)


def _relays(claim: FoundClaim, roster: Roster, origin: str) -> list[tuple[float, Span, float]]:
    """Relays by their place in the chain: expected place, likeliest mention, chance that one of its mentions relays."""
    mentions: dict[str, list[tuple[float, Span]]] = {}
    for span, row in claim.relays.items():
        key = roster.key(span)
        if key != origin and not roster.is_publisher(key):
            mentions.setdefault(key, []).append((1 - float(row[0]), span))
    found: list[tuple[float, Span, float]] = []
    for named in mentions.values():
        chance = 1 - math.prod(1 - one for one, _ in named)
        if chance >= MIN_RELAY:
            _, span = max(named, key=lambda mention: mention[0])
            found.append((_expected_place(claim.relays[span]), span, chance))
    strongest = sorted(found, key=lambda relay: -relay[2])[:MAX_RELAYS]
    return sorted(strongest, key=lambda relay: relay[0])


def _expected_place(row: NDArray[np.float32]) -> float:
    places = row[1:]
    return float((places * range(1, len(places) + 1)).sum() / max(float(places.sum()), 1e-9))


def _link(roster: Roster, span: Span, role: Role, chance: float, cue: Span | None) -> DraftLink:
    named = roster.first_name(span)
    if roster.is_reference(span) and named is None and role == "speaker":
        role = "unnamed"
    words = span.of(roster.text)
    reasons = [Reason(rule=f"model:{role}", detail=f"{words!r} with a probability of {chance:.2f}", span=span)]
    if named is not None:
        reasons.append(Reason(rule="model:antecedent", detail=f"{words!r} means {named.of(roster.text)!r}", span=named))
    name = named.of(roster.text) if named is not None else words
    return DraftLink(role=role, name=name, span=span, refers_to=named, cue=cue, reasons=tuple(reasons))
