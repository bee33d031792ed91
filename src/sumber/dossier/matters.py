"""Matters: what is told to have happened, each with all claims that tell of it, on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from sumber.ledger.views import KeptClaim, Rests
from sumber.model import Event, EventType, Party, Quantity, Tense, Value

Item = TypeVar("Item", bound=Hashable)


class Named(Value, frozen=True):
    """Who or what something is about: the name it goes by and its entity's id (None: not resolved)."""

    name: str
    id: str | None = None


class Period(Value, frozen=True):
    """When something happened: a first and a last day (ISO), and the value as the text gave it."""

    earliest: str
    latest: str
    value: str


class Matter(Value, frozen=True):
    """One thing that claims tell of: a proposition, or a claim that is related to no other.

    Type, parties, object, quantity, place and time are what most of its claims say; `denials` are those of its claims
    that say it is not so. `gloss` is its line in the interface's language, None where there is none.
    """

    id: str
    type: EventType
    claims: tuple[KeptClaim, ...]
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    object: str | None = None
    quantity: Quantity | None = None
    place: Named | None = None
    period: Period | None = None
    tense: Tense = "past"
    gloss: str | None = None
    rests: Rests | None = None

    @property
    def denials(self) -> tuple[KeptClaim, ...]:
        """The claims that say it is not so."""
        return tuple(kept for kept in self.claims if says_not(kept))

    @property
    def is_hedged(self) -> bool:
        """Whether every claim that says it is so hedges."""
        said = [kept for kept in self.claims if not says_not(kept)]
        return all(kept.claim.hedged for kept in said)

    @property
    def first_reported(self) -> str | None:
        """The publication day of the first report that has it, of those that have one."""
        days = [kept.document.published_at[:10] for kept in self.claims if kept.document.published_at]
        return min(days) if days else None

    @property
    def words(self) -> str:
        """Its line, else its shortest claim in its own language."""
        return self.gloss or min((kept.claim.text for kept in self.claims), key=lambda text: (len(text), text))


def says_not(kept: KeptClaim) -> bool:
    """Whether a claim says that something is not so: a denial, or a negated claim."""
    return kept.claim.stance == "denies" or kept.claim.negated


def gather_matters(claims: Iterable[KeptClaim], glosses: Mapping[str, str]) -> tuple[Matter, ...]:
    """Claims as matters, in the order of their ids; a claim that tells of no event makes none.

    `glosses` gives lines by propositions' ids.
    """
    groups: dict[str, list[KeptClaim]] = {}
    for kept in claims:
        if kept.claim.event is not None:
            groups.setdefault(kept.rests.proposition if kept.rests else kept.claim.id, []).append(kept)
    return tuple(_make_matter(key, tuple(groups[key]), glosses.get(key)) for key in sorted(groups))


def _make_matter(key: str, claims: tuple[KeptClaim, ...], gloss: str | None) -> Matter:
    ordered = tuple(sorted(claims, key=_order))
    events = [kept.claim.event for kept in ordered if kept.claim.event is not None]
    return Matter(
        id=key,
        type=_commonest([event.type for event in events]) or "other",
        claims=ordered,
        actors=_commonest([_named(event.actors) for event in events if event.actors]) or (),
        recipients=_commonest([_named(event.recipients) for event in events if event.recipients]) or (),
        object=_commonest([event.object for event in events if event.object]),
        quantity=_most_telling(events),
        place=_commonest([_one(event.place) for event in events if event.place]),
        period=_commonest([period for kept in ordered if (period := _period(kept)) is not None]),
        tense=_commonest([event.tense for event in events]) or "past",
        gloss=gloss,
        rests=ordered[0].rests,
    )


def _order(kept: KeptClaim) -> tuple[str, str, int]:
    return kept.document.published_at or "9999", kept.document.id, kept.claim.span.start


def _commonest(items: Sequence[Item]) -> Item | None:
    """The commonest of some things, the first of equals."""
    return Counter(items).most_common(1)[0][0] if items else None


def _most_telling(events: Iterable[Event]) -> Quantity | None:
    """The quantity that most events give, by its values; the first that says so."""
    found = [event.quantity for event in events if event.quantity is not None]
    values: Callable[[Quantity], Hashable] = lambda quantity: (quantity.low, quantity.best, quantity.high)  # noqa: E731  # two uses
    chosen = _commonest([values(quantity) for quantity in found])
    return next((quantity for quantity in found if values(quantity) == chosen), None)


def _named(parties: Iterable[Party]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(_one(party) for party in parties))


def _one(party: Party) -> Named:
    return Named(party.entity.name, party.entity.id) if party.entity else Named(party.name)


def _period(kept: KeptClaim) -> Period | None:
    time = kept.claim.event.time if kept.claim.event else None
    if time is None or not kept.earliest or not kept.latest:
        return None
    return Period(kept.earliest, kept.latest, time.value)
