"""The profile of a reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sumber.analysis.access import tells_access
from sumber.analysis.days import day_bounds
from sumber.analysis.names import sound_keys
from sumber.analysis.profiles import ClaimProfile, DocumentProfile, LinkProfile, NameProfile, NameWeight, NumberProfile
from sumber.analysis.words import compared_words, cut_sentences, run_hashes
from sumber.gazetteer import read_entries
from sumber.model import Claim, EntityRef, Link, Mention, MentionKind, Party, Quantity, Reading

_LEAD_SENTENCES: Final = 3
"""The headline, the stand-first or dateline, and the first sentence."""
_AROUND: Final = 160
"""Within so many characters of a claim, in its paragraph, stands how its source knows."""


def profile_of(reading: Reading, document_id: str, vectors: Sequence[bytes] = ()) -> DocumentProfile:
    """The profile of a reading; `vectors` are its claims' meanings, in their order, where an encoder was at hand."""
    text, document = reading.document.text, reading.document
    sentences = cut_sentences(text)
    lead_end = sentences[min(_LEAD_SENTENCES, len(sentences)) - 1].end if sentences else 0
    publisher = Link(role="publisher", name=document.publisher or "", entity=reading.publisher)
    published = day_bounds(document.published_at[:10]) if document.published_at else None
    cutter = _Claims(reading, lead_end)
    return DocumentProfile(
        id=document_id,
        language=reading.language,
        publisher=_link(publisher),
        published=published[0] if published else None,
        names=_distinct(map(_mention, reading.mentions)),
        claims=tuple(cutter.profile(claim, vectors[at] if vectors else b"") for at, claim in enumerate(reading.claims)),
        sentences=tuple((span, run_hashes(span.of(text))) for span in sentences),
    )


class _Claims:
    """Makes the profiles of one reading's claims."""

    def __init__(self, reading: Reading, lead_end: int) -> None:
        self._reading = reading
        self._lead_end = lead_end
        self._length = max(1, len(reading.document.text))

    def profile(self, claim: Claim, vector: bytes) -> ClaimProfile:
        """The profile of one claim."""
        event, text = claim.event, self._reading.document.text
        bounds = day_bounds(event.time.value) if event and event.time else None
        before = text[max(0, claim.span.start - _AROUND) : claim.span.start].rpartition("\n")[2]
        around = before + claim.text + text[claim.span.end : claim.span.end + _AROUND].partition("\n")[0]
        return ClaimProfile(
            id=claim.id,
            span=claim.span,
            text=claim.text,
            mode=claim.mode,
            stance=claim.stance,
            hedged=claim.hedged,
            negated=claim.negated,
            chain=tuple(map(_link, claim.chain)),
            event=event.type if event else None,
            tense=event.tense if event else None,
            actors=tuple(map(_party, event.actors)) if event else (),
            recipients=tuple(map(_party, event.recipients)) if event else (),
            place=_party(event.place) if event and event.place else None,
            names=_distinct(_mention(each) for each in self._reading.mentions if claim.span.contains(each.span)),
            numbers=tuple(
                number
                for quantity in self._reading.quantities
                if claim.span.contains(quantity.span) and (number := _number(quantity))
            ),
            first=bounds[0] if bounds else None,
            last=bounds[1] if bounds else None,
            words=compared_words(claim.text, self._reading.language),
            order=claim.span.start / self._length,
            is_lead=claim.span.start < self._lead_end,
            has_access=tells_access(around, self._reading.language),
            vector=vector,
        )


def _number(quantity: Quantity) -> NumberProfile | None:
    best = quantity.best
    low, high = quantity.low if quantity.low is not None else best, quantity.high if quantity.high is not None else best
    if low is None and high is None:
        return None
    return NumberProfile(
        low=low if low is not None else float("-inf"),
        high=high if high is not None else float("inf"),
        unit=quantity.unit or "",
        hedged=quantity.hedged,
        span=quantity.span,
    )


def _link(link: Link) -> LinkProfile:
    return LinkProfile(
        role=link.role,
        name=link.name,
        entity=link.entity.id if link.entity else None,
        keys=_keys(link.name, link.entity),
    )


def _mention(mention: Mention) -> NameProfile:
    return NameProfile(
        name=mention.entity.name if mention.entity else mention.text,
        keys=_keys(mention.text, mention.entity),
        weight=_weight(mention.kind, mention.entity),
    )


def _party(party: Party) -> NameProfile:
    return NameProfile(
        name=party.entity.name if party.entity else party.name,
        keys=_keys(party.name, party.entity),
        weight=_weight("other", party.entity),
    )


def _keys(name: str, entity: EntityRef | None) -> frozenset[str]:
    """An entity's id and the sounds of its name: another report may know the name and not whose it is."""
    return frozenset({entity.id}) | sound_keys(entity.name) if entity else sound_keys(name) | {name.casefold()}


def _weight(kind: MentionKind, entity: EntityRef | None) -> NameWeight:
    entry = read_entries().get(entity.id) if entity else None
    if kind == "government" or (entry and entry.kind == "state"):
        return "state"
    return "outlet" if kind == "outlet" else "name"


def _distinct(names: object) -> tuple[NameProfile, ...]:
    return tuple(dict.fromkeys(names))  # type: ignore[call-overload]  # any iterable of names
