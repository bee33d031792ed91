"""What the page of a proposition shows: reports with their sentences, copies below what they copy, origins two by two, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from sumber.ledger.views import KeptDocument
from sumber.model import Ground, Independence, Origin, Relation
from sumber.relating.why import Clash, Voice, Why
from sumber.workbench.views.origin_map import OriginMap, draw_map, spell_groups

MOST_SHOWN: Final = 30
"""So many reports, pairs of origins or conflicts are shown at first."""
_FIRST: Final[dict[Independence, int]] = {"independent": 0, "one": 1, "unknown": 2}


class Words(NamedTuple):
    """Words of a report that show something."""

    text: str
    document: KeptDocument


class Shown(NamedTuple):
    """A finding's reason with the words that show it."""

    ground: Ground
    words: tuple[Words, ...]


class Sentence(NamedTuple):
    """A claim of the proposition, with the letter of the origins that its own counts as one with."""

    voice: Voice
    letter: str | None


class Told(NamedTuple):
    """A report with its sentences, and how it comes by them where it copies another (None where it does not)."""

    document: KeptDocument
    sentences: tuple[Sentence, ...]
    copy_kind: str | None = None


class Branch(NamedTuple):
    """A report that copies none of the others, with those that go back to it."""

    first: Told
    copies: tuple[Told, ...]


class Facing(NamedTuple):
    """Two origins and whether they are independent, with the reason; `keys` are what a decision takes, None where none can be taken."""

    one: Origin
    other: Origin
    independence: Independence
    shown: Shown
    keys: tuple[str, str] | None


class Opposed(NamedTuple):
    """A claim that stands against the proposition, beside the claim that it contradicts the most surely; `further` others."""

    clash: Clash
    one: KeptDocument
    other: KeptDocument
    further: int


class PropositionView(NamedTuple):
    """Everything about a proposition in the order of the page; `left_out` tells how many of each part are not shown."""

    why: Why
    map: OriginMap
    branches: tuple[Branch, ...]
    facings: tuple[Facing, ...]
    opposed: tuple[Opposed, ...]
    grounds: tuple[Shown, ...]
    left_out: Mapping[str, int]
    synthetic: int

    @property
    def reports(self) -> int:
        """In how many reports it is said."""
        return len({voice.document for voice in self.why.voices})

    @property
    def is_contested(self) -> bool:
        """Whether anything stands against it."""
        return bool(self.opposed)


def view_proposition(why: Why, *, whole: bool = False) -> PropositionView:
    """What the page shows of a proposition: of each part the first ones, or all of them."""
    most = None if whole else MOST_SHOWN
    branches, facings, opposed = _branch(why), _face(why), _oppose(why)
    lengths = {"reports": len(branches), "pairs": len(facings), "conflicts": len(opposed)}
    return PropositionView(
        why=why,
        map=draw_map(why),
        branches=branches[:most],
        facings=facings[:most],
        opposed=opposed[:most],
        grounds=tuple(_show(why, ground) for ground in why.proposition.grade.grounds),
        left_out={name: max(0, number - (most or number)) for name, number in lengths.items()},
        synthetic=sum(why.documents[each].synthetic for each in {voice.document for voice in why.voices}),
    )


def _show(why: Why, ground: Ground) -> Shown:
    found = [
        Words(text, why.documents[document])
        for document, span in dict.fromkeys(ground.spans)
        if (text := why.quote(document, span))
    ]
    return Shown(ground, tuple(found))


def _branch(why: Why) -> tuple[Branch, ...]:
    letters = spell_groups(why.proposition)
    by_document: dict[str, list[Sentence]] = {}
    for voice in why.voices:
        by_document.setdefault(voice.document, []).append(Sentence(voice, letters.get(voice.claim)))
    order = sorted(by_document, key=lambda each: _age(why.documents[each]))
    copied_from = find_copied(order, why.copies)
    told = {each: Told(why.documents[each], tuple(by_document[each])) for each in order}
    copies: dict[str, list[Told]] = {}
    for each in order:
        if each in copied_from:
            root, kind = _find_root(each, copied_from), copied_from[each].kind
            copies.setdefault(root, []).append(told[each]._replace(copy_kind=kind))
    return tuple(Branch(told[each], tuple(copies.get(each, ()))) for each in order if each not in copied_from)


def _age(document: KeptDocument) -> tuple[str, str]:
    return document.published_at or "9", document.id


class Copied(NamedTuple):
    """What a report was made from, and how."""

    source: str
    kind: str


def find_copied(order: Sequence[str], copies: Iterable[Relation]) -> dict[str, Copied]:
    """What each report was made from, of those that copy another: the surest one, and never in a circle.

    Where the texts do not show which of two was made from the other, it is the later one by their order.
    """
    places = {document: at for at, document in enumerate(order)}
    found: dict[str, Copied] = {}
    for copy in sorted(copies, key=lambda each: (-each.score, each.a.document, each.b.document)):
        one, other = copy.a.document, copy.b.document
        if one not in places or other not in places:
            continue
        is_back = copy.direction == "back" or (copy.direction != "forth" and places[other] < places[one])
        source, made = (other, one) if is_back else (one, other)
        if made not in found and _find_root(source, found) != made:
            found[made] = Copied(source, copy.kind or "")
    return found


def _find_root(document: str, copied_from: Mapping[str, Copied]) -> str:
    while document in copied_from:
        document = copied_from[document].source
    return document


def _face(why: Why) -> tuple[Facing, ...]:
    origins = why.proposition.origins
    unnamed = {voice.claim for voice in why.voices if voice.links and voice.links[0].role == "unnamed"}
    keys = [None if unnamed & set(origin.claims) else origin.entity or origin.name.casefold() for origin in origins]
    found = []
    for pair in sorted(why.proposition.pairs, key=lambda each: (_FIRST[each.independence], each.a, each.b)):
        one, other = keys[pair.a], keys[pair.b]
        found.append(
            Facing(
                one=origins[pair.a],
                other=origins[pair.b],
                independence=pair.independence,
                shown=_show(why, pair.ground),
                keys=(one, other) if one and other and one != other else None,
            )
        )
    return tuple(found)


def _oppose(why: Why) -> tuple[Opposed, ...]:
    by_other: dict[tuple[str, str], list[Clash]] = {}
    for clash in why.clashes:
        by_other.setdefault((clash.other.document, clash.other.claim), []).append(clash)
    return tuple(
        Opposed(
            clash=clashes[0],
            one=why.documents[clashes[0].one.document],
            other=why.documents[clashes[0].other.document],
            further=len(clashes) - 1,
        )
        for clashes in by_other.values()
    )
