"""Events: what a claim says happened, who to whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Literal, NamedTuple

from sumber.languages import Language
from sumber.languages.phrases import PhraseTable
from sumber.languages.tokens import Tokens
from sumber.model import DraftEvent, DraftLink, DraftParty, EventType, Quantity, Reason, Span, Stance, Tense
from sumber.reading.scene import Name, Scene

Voice = Literal["active", "passive", "noun"]
_PARTY_KINDS = frozenset({"person", "organisation", "place", "outlet", "government", "other"})
_GIVING = frozenset({"transfer", "aid", "deploy", "train"})
MAX_OBJECT_TOKENS = 12
PASSIVE_WINDOW = 3


class Predicate(NamedTuple):
    """The word that names the event: tokens `[first, last)`, the event type and its voice."""

    first: int
    last: int
    type: EventType
    voice: Voice


class EventTable:
    """The table `events.tsv` of one language: predicates and nouns by event type and voice."""

    def __init__(self, language: Language) -> None:
        rows = language.read_table("events")
        self._table: PhraseTable[tuple[EventType, Voice]] = PhraseTable(
            (row["words"], (row["type"], row["voice"]))  # type: ignore[misc]  # closed lists, checked by the table's test
            for row in rows
        )

    def find_predicates(self, tokens: Tokens, first: int, last: int) -> list[Predicate]:
        """Event words among tokens `[first, last)`."""
        return [Predicate(m.first, m.last, *m.payload) for m in self._table.iter_matches(tokens, first, last)]


class EventFinder:
    """Finds the event of each claim of one report."""

    def __init__(self, scene: Scene, language: Language, quantities: tuple[Quantity, ...]) -> None:
        self._scene = scene
        self._table = read_events(language)
        self._quantities = quantities

    def find_event(self, span: tuple[int, int], stance: Stance, links: tuple[DraftLink, ...]) -> DraftEvent:
        """The event of the claim of tokens `span`; `stance` tells whether it lies ahead, `links` who "we" is."""
        first, last = span
        predicate = self._main_predicate(first, last)
        names = [n for n in self._scene.names_in(first, last) if n.mention.kind in _PARTY_KINDS]
        actors, recipients = self._parties(span, predicate, names)
        taken = {n.first for n in (*actors, *recipients)}
        place = self._place(names, taken)
        area = self._scene.tokens.span(first, last)
        at = bisect_left(self._quantities, area.start, key=lambda q: q.span.start)
        quantity = next((q for q in self._quantities[at : at + 1] if area.contains(q.span)), None)
        reasons: tuple[Reason, ...] = ()
        if predicate:
            words = self._scene.tokens.span(predicate.first, predicate.last)
            reasons = (Reason(rule=f"event:{predicate.voice}", detail=f"{words.of(self._scene.text)!r}", span=words),)
        return DraftEvent(
            type=predicate.type if predicate else "other",
            actors=_as_parties(actors) or self._speaker(first, links),
            recipients=_as_parties(recipients),
            object=self._object(predicate, last, recipients),
            quantity=quantity,
            place=place.mention.span if place else None,
            time=self._time(first, last),
            tense=_tense(stance),
            reasons=reasons,
        )

    def _main_predicate(self, first: int, last: int) -> Predicate | None:
        """The first verb of an event outside relative clauses, else the first noun of one."""
        skipped = self._scene.named_or_dated
        found = [p for p in self._table.find_predicates(self._scene.tokens, first, last) if p.first not in skipped]
        relatives = self._scene.grammar.relatives
        opened = next((p for p in range(first + 1, last) if self._scene.lower(p) in relatives), last)
        main = [p for p in found if p.first < opened or opened <= first + 2]
        verbs = [p for p in main if p.voice != "noun" and not self._is_nominal(p, first)]
        chosen = next(iter(verbs), None) or next(iter(main), None) or next(iter(found), None)
        return self._as_passive(chosen, first) if chosen else None

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

    def _parties(
        self, span: tuple[int, int], predicate: Predicate | None, names: list[Name]
    ) -> tuple[list[Name], list[Name]]:
        """Actors and recipients by their side of the predicate; a passive turns them round."""
        at = predicate.first if predicate else span[1]
        before = [n for n in names if n.last <= at and not self._is_located(n)]
        after = [n for n in names if n.first >= at and not self._is_located(n)]
        agents = [n for n in after if self._scene.lower(n.first - 1) in self._scene.grammar.agents]
        if predicate and predicate.voice == "passive":
            given = [n for n in after if n not in agents]
            if predicate.type in _GIVING and given:
                return agents[:1] or _joint(self._scene, before), given[:1]
            return agents[:1], _joint(self._scene, before)
        if predicate and predicate.voice == "noun" and not before:
            return after[:1], after[1:2]
        return _joint(self._scene, before), [n for n in after if n not in agents and n.mention.kind != "outlet"][:1]

    def _speaker(self, first: int, links: tuple[DraftLink, ...]) -> tuple[DraftParty, ...]:
        """The origin, where a claim begins with "we" or "I"."""
        if not links or not self._scene.words.length_at(self._scene.tokens, first, "first_person"):
            return ()
        return (DraftParty(name=links[0].name, span=links[0].span, refers_to=links[0].refers_to),)

    def _is_located(self, name: Name) -> bool:
        """Whether a name tells where something happens, not who does it."""
        before = self._scene.lower(name.first - 1)
        return (
            name.mention.kind == "place"
            and before in self._scene.rules.prepositions
            and before not in {"to", "from", "ke", "dari"}
        )

    def _place(self, names: list[Name], taken: set[int]) -> Name | None:
        return next(
            (n for n in names if n.mention.kind == "place" and n.first not in taken and self._is_located(n)), None
        )

    def _time(self, first: int, last: int) -> Span | None:
        area = self._scene.tokens.span(first, last)
        at = bisect_left(self._scene.dates, area.start, key=lambda date: date.start)
        return next((date for date in self._scene.dates[at : at + 1] if area.contains(date)), None)

    def _object(self, predicate: Predicate | None, last: int, recipients: list[Name]) -> str | None:
        if predicate is None or predicate.last >= last:
            return None
        stop = min(
            [last, predicate.last + MAX_OBJECT_TOKENS, *(n.first for n in recipients if n.first > predicate.last)]
        )
        words = self._scene.tokens.span(predicate.last, stop).of(self._scene.text) if stop > predicate.last else ""
        return words.strip(" ,;:.\"'“”()") or None


def _joint(scene: Scene, names: list[Name]) -> list[Name]:
    """The first name and those joined to it by "and" or a comma."""
    joined = names[:1]
    for name in names[1:]:
        between = [scene.lower(p) for p in range(joined[-1].last, name.first)]
        if between and all(word in scene.grammar.coordinators or word == "," for word in between):
            joined.append(name)
        else:
            break
    return joined


def _as_parties(names: list[Name]) -> tuple[DraftParty, ...]:
    return tuple(DraftParty(name=n.mention.text, span=n.mention.span, refers_to=n.mention.antecedent) for n in names)


def _tense(stance: Stance) -> Tense:
    if stance in {"predicts", "promises"}:
        return "future"
    return "hypothetical" if stance in {"demands", "warns"} else "past"


@cache
def read_events(language: Language) -> EventTable:
    """The event words of `language`, read once."""
    return EventTable(language)
