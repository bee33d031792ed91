"""Events: what a claim says happened, who to whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from sumber.languages import Language
from sumber.languages.inflection import find_inflection
from sumber.languages.phrases import PhraseTable
from sumber.languages.tokens import Tokens
from sumber.model import DraftClaim, DraftEvent, DraftLink, DraftParty, EventType, Quantity, Reason, Span, Stance, Tense
from sumber.reading.numerals import is_glued
from sumber.reading.parties import Predicate, Voice, find_parties, is_located
from sumber.reading.scene import Name, Scene

MAX_OBJECT_TOKENS = 12
PASSIVE_WINDOW = 3
MAX_CARRIED_OPTIONS = 3
MAX_WORDS_BEFORE_VERB = 2
_ROLES = ("actors", "recipients")
INNER_MARKS = frozenset("-–'’")
SPEAKER_WORDS = ("pronoun", "pronoun_plural", "pronoun_thing")
SPOKEN_FOR_WINDOW = 8


class EventTable:
    """The table `events.tsv` of one language: predicates and nouns by event type and voice."""

    def __init__(self, language: Language) -> None:
        rows = language.read_table("events")
        phrases: Iterable[tuple[str, tuple[EventType, Voice]]] = (
            (row["words"], (row["type"], row["voice"]))  # type: ignore[misc]  # closed lists, checked by the table's test
            for row in rows
        )
        self._table = PhraseTable(phrases, language.cut_text, find_inflection(language, "noun", "verb"))

    def find_predicates(self, tokens: Tokens, first: int, last: int) -> list[Predicate]:
        """Event words among tokens `[first, last)`."""
        return [Predicate(m.first, m.last, *m.payload) for m in self._table.iter_matches(tokens, first, last)]


class EventFinder:
    """Finds the event of each claim of one report."""

    def __init__(self, scene: Scene, language: Language, quantities: tuple[Quantity, ...]) -> None:
        self._scene = scene
        self._table = read_events(language)
        self._quantities = quantities
        self._counted = frozenset(scene.tokens.range_of(quantity.span)[0] for quantity in quantities)

    def find_event(self, span: tuple[int, int], stance: Stance, links: tuple[DraftLink, ...]) -> DraftEvent:
        """The event of the claim of tokens `span`; `stance` tells whether it lies ahead, `links` who "we" is."""
        first, last = span
        predicate = self._main_predicate(first, last)
        actors, recipients = find_parties(self._scene, span, predicate)
        place = self._place(span)
        area = self._scene.tokens.span(first, last)
        reasons: tuple[Reason, ...] = ()
        if predicate:
            words = self._scene.tokens.span(predicate.first, predicate.last)
            reasons = (Reason(rule=f"event:{predicate.voice}", detail=f"{words.of(self._scene.text)!r}", span=words),)
        return DraftEvent(
            type=predicate.type if predicate else "other",
            actors=_as_parties(actors) or self._speaker(first, predicate, links),
            recipients=_as_parties(recipients),
            object=self._object(predicate, span, [*actors, *recipients]),
            quantity=first_quantity_in(area, self._quantities),
            place=place.mention.span if place else None,
            time=first_date_in(area, self._scene.dates),
            tense=self._tense(span, stance),
            reasons=reasons,
        )

    def _main_predicate(self, first: int, last: int) -> Predicate | None:
        """The first verb of an event outside relative clauses, else the first noun of one."""
        skipped = self._scene.named_or_dated
        found = [p for p in self._table.find_predicates(self._scene.tokens, first, last) if p.first not in skipped]
        relatives = self._scene.grammar.relatives
        opened = next((p for p in range(first + 1, last) if self._scene.lower(p) in relatives), last)
        main = [p for p in found if p.first < opened or opened <= first + 2]
        if self._scene.run_on is not None and self._scene.run_on.content_first:
            main.reverse()
        verbs = [p for p in main if p.voice != "noun" and not self._is_nominal(p, first)]
        chosen = next(iter(verbs), None) or next(iter(main), None) or next(iter(found), None)
        if chosen is None:
            return None
        nominal = any(p.first < chosen.first and (p.voice == "noun" or self._is_nominal(p, first)) for p in main)
        return self._as_passive(chosen._replace(nominal=nominal), first)

    def _is_nominal(self, predicate: Predicate, first: int) -> bool:
        """Whether a verb form is a noun here ("the attack", "its test")."""
        before = predicate.first - 1
        words = self._scene.words
        if before < first:
            return False
        return bool(
            words.length_at(self._scene.tokens, before, "definite")
            or words.length_at(self._scene.tokens, before, "indefinite")
        )

    def _as_passive(self, predicate: Predicate, first: int) -> Predicate:
        auxiliaries = self._scene.grammar.passive_auxiliaries
        window = range(max(first, predicate.first - PASSIVE_WINDOW), predicate.first)
        passive = any(self._scene.lower(p) in auxiliaries for p in window)
        progressive = self._scene.lower(predicate.first).endswith("ing")
        return (
            predicate._replace(voice="passive")
            if passive and not progressive and predicate.voice == "active"
            else predicate
        )

    def _speaker(self, first: int, predicate: Predicate | None, links: tuple[DraftLink, ...]) -> tuple[DraftParty, ...]:
        """The origin, where a quotation begins with "I" or "we", or reported speech with a pronoun or a bare verb.

        "We" of a spokesman is whom he speaks for, named beside him ("Defence Ministry spokesman Aldo Rossi").
        """
        if not links or links[0].role == "relay":
            return ()
        tokens, words = self._scene.tokens, self._scene.words
        if first in self._scene.in_quote:
            if words.length_at(tokens, first, "first_person"):
                return _as_parties(self._spoken_for(links[0])) or _as_party(links[0])
            return ()
        bare = predicate is not None and predicate.voice in {"active", "receiving"} and self._scene.run_on is None
        bare = bare and predicate is not None and predicate.first - first <= MAX_WORDS_BEFORE_VERB
        starts = any(words.length_at(tokens, first, kind) for kind in SPEAKER_WORDS)
        return _as_party(links[0]) if starts or bare else ()

    def _spoken_for(self, link: DraftLink) -> list[Name]:
        """The body or state named next to a speaker's name."""
        span = link.refers_to or link.span
        if span is None:
            return []
        first, last = self._scene.tokens.range_of(span)
        around = self._scene.names_in(max(0, first - SPOKEN_FOR_WINDOW), last + SPOKEN_FOR_WINDOW)
        bodies = [n for n in around if n.mention.kind in {"organisation", "place"} and n.mention.candidates]
        return sorted(bodies, key=lambda n: min(abs(n.last - first), abs(n.first - last)))[:1]

    def _tense(self, span: tuple[int, int], stance: Stance) -> Tense:
        """Open under a condition, ahead where the stance says so, now where a word of the claim does, else past."""
        words = {self._scene.lower(p) for p in range(*span) if p not in self._scene.named_or_dated}
        if stance in {"demands", "warns"} or words & self._scene.grammar.conditions:
            return "hypothetical"
        if stance in {"predicts", "promises"}:
            return "future"
        run_on = self._scene.run_on
        if run_on is not None:
            ongoing = any(run_on.ongoing.end_from(self._scene.tokens, p) is not None for p in range(*span))
        else:
            ongoing = bool(words & self._scene.grammar.ongoing)
        return "present" if ongoing else "past"

    def _place(self, span: tuple[int, int]) -> Name | None:
        names = self._scene.names_in(*span)
        return next((n for n in names if n.mention.kind == "place" and is_located(self._scene, n)), None)

    def _object(self, predicate: Predicate | None, span: tuple[int, int], parties: list[Name]) -> str | None:
        """What is given, made or hit: the words behind the verb up to one that leads elsewhere, in a passive those before it."""
        if predicate is None:
            return None
        run_on = self._scene.run_on
        if run_on is not None and run_on.content_first:
            return self._object_before_word(predicate, run_on.commas)
        if run_on is not None and predicate.last >= span[1]:
            return None
        if predicate.voice == "passive":
            found = self._object_before(predicate.first, span[0])
            if found or not self._scene.grammar.bare_agents:
                return found
        taken = next((name.last for name in parties if name.first == predicate.last), predicate.last)
        return self._object_behind(taken, min(span[1], taken + MAX_OBJECT_TOKENS))

    def _object_behind(self, first: int, stop: int) -> str | None:
        last = first
        while last < stop and not self._ends_object(last):
            last += 1
        return self._words_of(first, last)

    def _object_before(self, last: int, stop: int) -> str | None:
        """The subject of a passive: what stands right before its verb, without auxiliaries."""
        scene = self._scene
        skipped = scene.grammar.passive_auxiliaries | scene.grammar.ongoing
        while last > stop and scene.lower(last - 1) in skipped:
            last -= 1
        first = last
        while first > stop and not self._ends_object(first - 1):
            first -= 1
        return self._words_of(first, last)

    def _ends_object(self, position: int) -> bool:
        """Whether a word leads on to who, where or when, to another clause, or is a mark."""
        scene = self._scene
        word = scene.lower(position)
        if position in scene.in_date:
            return True
        if position in scene.in_name:
            return False
        grammar = scene.grammar
        leading = grammar.agents | grammar.towards | grammar.origins | grammar.speaking_prepositions
        closing = leading | grammar.coordinators | grammar.complementizers | grammar.relatives | grammar.conditions
        if word not in closing and position + 1 in self._counted:  # "around 300 troops": a bound, no place
            return False
        inside = word in INNER_MARKS and is_glued(scene.tokens, position) and is_glued(scene.tokens, position + 1)
        return word in closing | scene.rules.prepositions or not (word[:1].isalnum() or inside)

    def _words_of(self, first: int, last: int) -> str | None:
        words = self._scene.tokens.span(first, last).of(self._scene.text) if first < last else ""
        return words.strip(" ,;:.\"'“”()") or None

    def _object_before_word(self, predicate: Predicate, commas: frozenset[str]) -> str | None:
        """What stands right before an event's word, from the last name or comma on."""
        words, first = self._scene.tokens.words, predicate.first
        floor = max(0, predicate.first - MAX_OBJECT_TOKENS)
        while first > floor and words[first - 1] not in commas and first - 1 not in self._scene.in_name:
            first -= 1
        if first == predicate.first:
            return None
        return self._scene.tokens.span(first, predicate.first).of(self._scene.text).strip(" ,;:.\"'“”()「」") or None


def carry_parties(claims: tuple[DraftClaim, ...]) -> tuple[DraftClaim, ...]:
    """Claims of an event whose parties are left out get those most often named with that kind of event in the report.

    A report on one sale says who sells and who buys once or twice and then "the delivery"; `other` events are too
    unlike one another for that. Each party so filled is given as a reason.
    """
    named: dict[tuple[EventType, str], Counter[str]] = {}
    party_of: dict[tuple[EventType, str], DraftParty] = {}
    for event in (claim.event for claim in claims if claim.event):
        for role in _ROLES:
            for party in getattr(event, role):
                named.setdefault((event.type, role), Counter())[party.name] += 1
                party_of.setdefault((event.type, party.name), party)
    usual = {key: counter.most_common(MAX_CARRIED_OPTIONS) for key, counter in named.items()}
    return tuple(_fill(claim, usual, party_of) for claim in claims)


def _fill(
    claim: DraftClaim,
    usual: dict[tuple[EventType, str], list[tuple[str, int]]],
    party_of: dict[tuple[EventType, str], DraftParty],
) -> DraftClaim:
    event = claim.event
    if event is None or event.type == "other":
        return claim
    for role in _ROLES:
        taken = {party.name for party in (*event.actors, *event.recipients)}
        options = [name for name, _ in usual.get((event.type, role), ()) if name not in taken]
        if getattr(event, role) or not options:
            continue
        why = Reason(
            rule="event:carried", detail=f"{options[0]!r} is named with this kind of event elsewhere in the report"
        )
        filled = {role: (party_of[event.type, options[0]],), "reasons": (*event.reasons, why)}
        event = msgspec.structs.replace(event, **filled)
    return msgspec.structs.replace(claim, event=event)


def first_date_in(area: Span, dates: Sequence[Span]) -> Span | None:
    """The first of the dates, in the order of the text, where it stands whole inside a stretch."""
    at = bisect_left(dates, area.start, key=lambda date: date.start)
    return next((date for date in dates[at : at + 1] if area.contains(date)), None)


def first_quantity_in(area: Span, quantities: Sequence[Quantity]) -> Quantity | None:
    """The first of the quantities, in the order of the text, where it counts something inside a stretch."""
    at = bisect_left(quantities, area.start, key=lambda quantity: quantity.span.start)
    return next((q for q in quantities[at : at + 1] if area.contains(q.span) and _counts(q)), None)


def _counts(quantity: Quantity) -> bool:
    """Whether a number says how much of something: a bare number word in a headline ("Dua Kapal …") does not."""
    return quantity.unit is not None or any(character.isdigit() for character in quantity.text)


def _as_parties(names: list[Name]) -> tuple[DraftParty, ...]:
    return tuple(DraftParty(name=n.mention.text, span=n.mention.span, refers_to=n.mention.antecedent) for n in names)


def _as_party(link: DraftLink) -> tuple[DraftParty, ...]:
    return (DraftParty(name=link.name, span=link.span, refers_to=link.refers_to),)


@cache
def read_events(language: Language) -> EventTable:
    """The event words of `language`, read once."""
    return EventTable(language)
