"""Names found by the lists and by the model, made one; where they disagree a rule decides and says so.

A name of the gazetteer keeps its stretch and its candidates; a name only one of them found is kept, except a bare
capitalised word that the model does not take for a name.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from sumber.gazetteer import Names, read_names
from sumber.languages import Language
from sumber.languages.inflection import BentDict, find_inflection
from sumber.model import DraftClaim, DraftLink, DraftMention, DraftParty, Span
from sumber.reading.mention_links import keep_apart
from sumber.reading.trained.labels import REFERENCE

_Bound = TypeVar("_Bound", DraftLink, DraftParty)

if TYPE_CHECKING:
    from sumber.model.entities import MentionKind
    from sumber.reading.trained.findings import FoundMention

SAME_NAME = 0.5
SAME_REFERENCE = 0.8
"""A reference is a name only where it is hardly more: "Kremlin aide" shares more than half with "Kremlin" and means another."""
NEARBY = 4
GUESSED_RULES = frozenset({"capitals", "capitals:person", "capitals:place", "capitals:organisation", "capitals:outlet"})
GUESSED_RULES |= {"capitals:weapon", "repeated"}
MODEL_RULE = "model"
MIN_MORE = 2
_BODIES = frozenset({"organisation", "outlet"})
_KINDS_OF: dict[str, frozenset[str]] = {
    "person": frozenset({"person"}),
    "organisation": frozenset({"organisation", "outlet", "state"}),
    "outlet": frozenset({"outlet", "organisation"}),
    "place": frozenset({"state", "place"}),
    "weapon": frozenset({"weapon"}),
    "other": frozenset({"person", "organisation", "outlet", "state", "place", "weapon"}),
}
"""Which entries a mention of a kind may stand for; a name that repeats one of the lists has that one's kind, which may be open."""


def merge_mentions(
    text: str, listed: tuple[DraftMention, ...], found: tuple[FoundMention, ...], *, runs_on: bool = False
) -> tuple[DraftMention, ...]:
    """Mentions of the lists and of the model, in the order of the text, none overlapping another.

    A listed name inside a longer name of a body is a part of it (塞尔维亚 in 塞尔维亚广播电视台); where words run into one
    another (`runs_on`), nothing but the model bounds one that the lists do not hold.
    """
    names = [mention for mention in found if mention.kind != REFERENCE]
    listed = _without_parts(text, listed, names, runs_on=runs_on)
    touched = _Touching([mention.span for mention in names])
    kept: list[DraftMention] = []
    for mention in listed:
        partners = [names[i] for i in touched.find(mention.span)]
        if mention.candidates or mention.antecedent or mention.rule not in GUESSED_RULES:
            kept.append(mention)
        elif partners:
            best = max(partners, key=lambda partner: mention.span.jaccard(partner.span))
            kept.append(_model_mention(text, best))
    free = _Touching([mention.span for mention in kept])
    kept.extend(_model_mention(text, name) for name in names if not free.find(name.span))
    ordered = keep_apart(kept)
    return tuple(_bind_antecedent(mention, ordered) for mention in ordered)


def _without_parts(
    text: str, listed: tuple[DraftMention, ...], names: list[FoundMention], *, runs_on: bool
) -> tuple[DraftMention, ...]:
    """The names of the lists that are no part of a longer name of a body that the model found ("Janes Asia Digest").

    Where words are parted, a listed name other than a place's stays if small words stand beside it in the longer one
    ("AFP dan Anadolu"), and so does what else that one holds.
    """
    bodies = [name.span for name in names if name.kind in _BODIES]
    around = _Touching(bodies)

    def is_part(span: Span) -> bool:
        return any(_is_longer(bodies[i], span) for i in around.find(span))

    def stays(mention: DraftMention) -> bool:
        if runs_on or mention.kind == "place":
            return False
        holders = [bodies[i] for i in around.find(mention.span) if _is_longer(bodies[i], mention.span)]
        return not any(_is_capitalised_beside(text, mention.span, holder) for holder in holders)

    kept = _Touching([mention.span for mention in listed if stays(mention)])
    bodies = [body for body in bodies if not kept.find(body)]
    around = _Touching(bodies)
    return tuple(mention for mention in listed if not is_part(mention.span))


def _is_longer(body: Span, span: Span) -> bool:
    return body.start <= span.start and span.end <= body.end and body.length >= span.length + MIN_MORE


def _is_capitalised_beside(text: str, span: Span, body: Span) -> bool:
    """Whether all words of a body's name besides those of `span` begin with a capital or no letter."""
    beside = (*text[body.start : span.start].split(), *text[span.end : body.end].split())
    return all(word[0].isupper() or not word[0].isalpha() for word in beside)


def _model_mention(text: str, found: FoundMention) -> DraftMention:
    kind = cast("MentionKind", found.kind)
    return DraftMention(
        span=found.span, text=found.span.of(text), kind=kind, rule=MODEL_RULE, antecedent=found.antecedent
    )


def look_up_names(mentions: tuple[DraftMention, ...], language: Language) -> tuple[DraftMention, ...]:
    """Mentions of the model with the gazetteer entries that bear their names in the report's language."""
    names = read_names(language)
    known = tuple(_look_up(mention, names) if mention.rule == MODEL_RULE else mention for mention in mentions)
    if language.cut != "characters":
        return known
    # One character that no list knows as a name is a slip of the model inside a word (同), but for a family name (郭氏).
    return tuple(m for m in known if len(m.text) > 1 or m.candidates or (m.antecedent and m.kind == "person"))


def _look_up(mention: DraftMention, names: Names) -> DraftMention:
    fitting = _KINDS_OF[mention.kind]
    aliases = [
        alias for alias in names.find_whole(mention.text) if alias.entry.kind in fitting and alias.use != "adjective"
    ]
    if not aliases:
        return mention
    uses = {alias.use for alias in aliases}
    rule = "alias" if uses & {"name", ""} else f"alias:{sorted(uses)[0]}"
    ids = tuple(dict.fromkeys(alias.entry.id for alias in sorted(aliases, key=lambda alias: not alias.entry.verified)))
    return msgspec.structs.replace(mention, candidates=ids, rule=rule)


def _bind_antecedent(mention: DraftMention, mentions: tuple[DraftMention, ...]) -> DraftMention:
    """A mention of the model led back to the mention that its earlier one became; to none where that was dropped."""
    if mention.rule != MODEL_RULE or mention.antecedent is None:
        return mention
    earlier = find_same(mentions, mention.antecedent)
    known = earlier is not None and earlier.kind == mention.kind and earlier.span.start < mention.span.start
    return msgspec.structs.replace(mention, antecedent=earlier.span if known and earlier is not None else None)


def resolve_repeats(mentions: tuple[DraftMention, ...], language: Language) -> tuple[DraftMention, ...]:
    """Mentions of the model without an antecedent get the fuller name they are a part of: "Ardiansyah" after "Beni Ardiansyah".

    A surname may come in another form than before, where the language bends its words.
    """
    whole: dict[str, DraftMention] = {}
    surnames: BentDict[DraftMention] = BentDict(find_inflection(language, "noun"))
    resolved: list[DraftMention] = []
    for mention in mentions:
        earlier = whole.get(mention.text.casefold()) or surnames.find(mention.text)
        free = mention.rule == MODEL_RULE and mention.antecedent is None
        repeats = free and earlier is not None and earlier.span != mention.span
        if repeats and earlier is not None:
            resolved.append(msgspec.structs.replace(mention, antecedent=earlier.span, kind=earlier.kind))
            continue
        resolved.append(mention)
        words = mention.text.split()
        whole.setdefault(mention.text.casefold(), mention)
        if mention.kind == "person" and len(words) > 1:
            whole.setdefault(words[-1].casefold(), mention)
            surnames.add(words[-1], mention)
    return tuple(resolved)


def find_same(mentions: tuple[DraftMention, ...], span: Span, least: float = SAME_NAME) -> DraftMention | None:
    """The mention that covers (nearly) the same stretch as `span`, None where none does."""
    at = bisect_right(mentions, span.start, key=lambda mention: mention.span.start)
    near = [m for m in mentions[max(0, at - NEARBY) : at + NEARBY] if m.span.jaccard(span) >= least]
    return max(near, key=lambda mention: mention.span.jaccard(span), default=None)


def bind_claims(
    text: str,
    claims: tuple[DraftClaim, ...],
    mentions: tuple[DraftMention, ...],
    references: frozenset[Span] = frozenset(),
) -> tuple[DraftClaim, ...]:
    """Claims whose links and parties stand at the mentions they name, so that resolution finds them.

    `references` are the stretches that mean somebody without being a name.
    """

    def bind(span: Span | None) -> Span | None:
        least = SAME_REFERENCE if span in references else SAME_NAME
        mention = find_same(mentions, span, least) if span else None
        return mention.span if mention else span

    def bind_one(item: _Bound) -> _Bound:
        span, meant = bind(item.span), bind(item.refers_to)
        where = meant or span
        name = where.of(text) if where else item.name
        return msgspec.structs.replace(item, span=span, refers_to=meant, name=name)

    bound: list[DraftClaim] = []
    for claim in claims:
        event = claim.event
        if event is not None:
            event = msgspec.structs.replace(
                event,
                actors=tuple(bind_one(party) for party in event.actors),
                recipients=tuple(bind_one(party) for party in event.recipients),
                place=bind(event.place),
            )
        chain = _without_repeats(tuple(bind_one(link) for link in claim.chain[:-1]))
        bound.append(msgspec.structs.replace(claim, chain=(*chain, claim.chain[-1]), event=event))
    return tuple(bound)


def _without_repeats(links: tuple[DraftLink, ...]) -> tuple[DraftLink, ...]:
    """Links of which none names what one before it names."""
    first: dict[str, DraftLink] = {}
    for link in links:
        first.setdefault(link.name.casefold(), link)
    return tuple(first.values())


class _Touching:
    """Which of many spans touch a given one."""

    def __init__(self, spans: list[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda i: spans[i].start)
        self._spans = spans
        self._starts = [spans[i].start for i in self._order]
        self._longest = max((span.end - span.start for span in spans), default=0)

    def find(self, span: Span) -> list[int]:
        """Places of the spans that overlap `span`."""
        first = bisect_right(self._starts, span.start - self._longest - 1)
        last = bisect_right(self._starts, span.end - 1)
        return [i for i in self._order[first:last] if self._spans[i].overlaps(span)]
