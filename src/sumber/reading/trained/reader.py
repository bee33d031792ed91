"""The trained reader: the model finds claims and who says them, the lexicons names, dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sumber.gazetteer import read_entries
from sumber.languages import find_language
from sumber.model import Document, Draft, DraftEvent, DraftLink, ReaderVersion, Reason, Span, Stance
from sumber.reading.events import EventFinder, first_date_in, first_quantity_in
from sumber.reading.identify import identify_language
from sumber.reading.lexical import LexicalReader
from sumber.reading.scene import build_scene
from sumber.reading.segments import segment
from sumber.reading.stance import judge, read_stance
from sumber.reading.trained.chains import Roster
from sumber.reading.trained.claims import Bench, Lexicon, draft_claims, tense_of
from sumber.reading.trained.findings import find_all
from sumber.reading.trained.labels import REFERENCE
from sumber.reading.trained.merging import (
    MODEL_RULE,
    SAME_NAME,
    SAME_REFERENCE,
    bind_claims,
    find_same,
    look_up_names,
    merge_mentions,
    resolve_repeats,
)
from sumber.reading.trained.model import Model, find_model
from sumber.reading.trained.particles import cut_particles
from sumber.reading.trained.publisher import names_publisher
from sumber.reading.trained.single_signs import widen_signs
from sumber.reading.trained.voting import vote

if TYPE_CHECKING:
    from collections.abc import Callable

    from sumber.languages import Language
    from sumber.model import DraftMention
    from sumber.reading.segments import Segments

PUBLISHER_KEY = "\0publisher"


class TrainedReader:
    """Reads with the model; every finding carries the probability it was found with."""

    def __init__(self, model: Model | None = None) -> None:
        chosen = model or find_model()
        if chosen is None:
            raise LookupError("this build of sumber holds no trained model")
        self._model = chosen
        self._lexical = LexicalReader()

    @property
    def version(self) -> ReaderVersion:
        """Name and version of this reader; the version is the model's own."""
        return ReaderVersion(name="trained", version=self._model.version)

    def read(self, document: Document) -> Draft:
        """The draft of a document in any language that the model has learnt; in another one what the rules read, and a warning."""
        code = document.language or identify_language(document.text)[0]
        language = find_language(code)
        if language is None:
            return self._lexical.read(document)
        if self._model.languages and language.code not in self._model.languages:
            draft = self._lexical.read(document)
            warning = f"the trained model has not learnt {language.name}: the rules read this report"
            return msgspec.structs.replace(draft, warnings=(*draft.warnings, warning))
        listed = (
            self._lexical.read(document) if language.depth == "full" else self._lexical.read_names(document, language)
        )
        text, publisher = document.text, document.publisher
        segments = segment(text, language)
        found = find_all(text, segments, self._model, lambda words: names_publisher(words, publisher))
        runs_on = language.cut == "characters" and not language.spaced
        merged = merge_mentions(text, listed.mentions, found.mentions, runs_on=runs_on)
        if language.cut == "characters":
            merged = cut_particles(text, widen_signs(text, merged, MODEL_RULE, language), MODEL_RULE, language)
        mentions = look_up_names(resolve_repeats(merged, language), language)
        references = frozenset(mention.span for mention in found.mentions if mention.kind == REFERENCE)
        roster = Roster(text, found.mentions, _namer(text, mentions, references, publisher), PUBLISHER_KEY)
        full = language.depth == "full"
        lexicon = _open_lexicon(document, listed, mentions, language, segments) if full else _open_figures(listed)
        bench = Bench(
            text,
            segments,
            (*(mention.span for mention in mentions), *(date.span for date in listed.dates)),
            roster,
            found.cues,
            DraftLink(role="publisher", name=publisher or ""),
            lexicon,
            self._model.calibrate,
        )
        claims = bind_claims(text, draft_claims(found.claims, bench), mentions, references)
        return Draft(
            document=document,
            language=code,
            mentions=mentions,
            dates=listed.dates,
            quantities=listed.quantities,
            claims=vote(claims, listed.claims, rules_vote=language.rules_vote),
            reader=self.version,
        )


def _namer(
    text: str, mentions: tuple[DraftMention, ...], references: frozenset[Span], publisher: str | None
) -> Callable[[Span], str | None]:
    """Gives each found stretch the identity that the lists know for it: a capital that speaks is its state.

    An outlet whose entry bears the publisher's name is the publisher (共同, Kyodo News).
    """
    by_span = {mention.span: mention for mention in mentions}

    def name(span: Span) -> str | None:
        if names_publisher(span.of(text), publisher):
            return PUBLISHER_KEY
        least = SAME_REFERENCE if span in references else SAME_NAME
        mention = by_span.get(span) or find_same(mentions, span, least)
        if mention is None:
            return None
        whole = by_span.get(mention.antecedent) if mention.antecedent else None
        entry = read_entries().get((whole or mention).candidates[0]) if (whole or mention).candidates else None
        if entry is not None and entry.kind == "outlet" and names_publisher(entry.name, publisher):
            return PUBLISHER_KEY
        if entry is not None:
            return entry.stands_for or entry.id
        return whole.text.casefold() if whole is not None else None

    return name


def _open_lexicon(
    document: Document, listed: Draft, mentions: tuple[DraftMention, ...], language: Language, segments: Segments
) -> Lexicon:
    """The votes of a language's lists over one report."""
    text = document.text
    tokens = language.cut_text(text)
    spans = tuple(date.span for date in listed.dates), tuple(q.span for q in segments.quotations)
    scene = build_scene(text, tokens, language, mentions, document.publisher, spans)
    table, finder = read_stance(language), EventFinder(scene, language, listed.quantities)

    def is_hedged(span: Span) -> Reason | None:
        first, last = tokens.range_of(span)
        if first >= last:
            return None
        colour = judge(table, scene, (first, last))
        if not colour.hedged:
            return None
        word = next((tokens.span(at, at + 1) for meaning, at in colour.words if meaning == "hedge"), span)
        return Reason(rule="hedge", detail=f"the word {word.of(text)!r}", span=word)

    def find_event(span: Span, stance: Stance, links: tuple[DraftLink, ...]) -> DraftEvent:
        first, last = tokens.range_of(span)
        # A claim in the middle of an endless word holds the beginning of no token.
        event = finder.find_event((first, last), stance, links) if first < last else DraftEvent(type="other")
        if language.rules_vote:
            return event
        return msgspec.structs.replace(event, actors=(), recipients=())

    return Lexicon(is_hedged, find_event)


def _open_figures(listed: Draft) -> Lexicon:
    """The time and quantity of a claim's event in a language whose lists hold only dates and numbers.

    A date counts where it stands inside the claim. One beside it in the sentence is mostly the day somebody spoke: on the
    labelled reports it was the event's own in 23 of 100 claims, one inside in 88.
    """
    dates = tuple(date.span for date in listed.dates)

    def find_event(span: Span, stance: Stance, _: tuple[DraftLink, ...]) -> DraftEvent:
        quantity, time = first_quantity_in(span, listed.quantities), first_date_in(span, dates)
        return DraftEvent(type="other", quantity=quantity, time=time, tense=tense_of(stance))

    return Lexicon(lambda _: None, find_event)
