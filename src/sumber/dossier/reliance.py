"""On whom an outlet relies, and who relies on it: counted over the chains of claims."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Literal

from sumber.dossier.matters import Named
from sumber.ledger.views import KeptClaim
from sumber.model import Link, Value

Way = Literal["origin", "relay"]


class Reliance(Value, frozen=True):
    """Another source with how many claims and reports tie it to the outlet, as origin or as relay; unnamed ones are one."""

    source: Named
    way: Way
    claims: int
    documents: int


def relied_upon(claims: Iterable[KeptClaim], outlet: Set[str]) -> tuple[Reliance, ...]:
    """Whom the outlet of these ids or names has its claims from: the links before it in the chains that it ends."""
    counted: dict[tuple[Named, Way], tuple[set[str], set[str]]] = {}
    for kept in claims:
        chain = kept.claim.chain
        if chain and stands_for(chain[-1], outlet) and len(chain) > 1:
            for place, link in enumerate(chain[:-1]):
                _count(counted, (_source(link), "relay" if place else "origin"), kept)
    return _listed(counted)


def relying(claims: Iterable[KeptClaim], outlet: Set[str]) -> tuple[Reliance, ...]:
    """Which publishers have claims from the outlet of these ids or names: as their origin or as a relay on the way."""
    counted: dict[tuple[Named, Way], tuple[set[str], set[str]]] = {}
    for kept in claims:
        chain = kept.claim.chain
        if not chain or stands_for(chain[-1], outlet):
            continue
        for place, link in enumerate(chain[:-1]):
            if stands_for(link, outlet):
                _count(counted, (_source(chain[-1]), "relay" if place else "origin"), kept)
                break
    return _listed(counted)


def stands_for(link: Link, outlet: Set[str]) -> bool:
    """Whether a link is the outlet: by its entity, else by its name in small letters."""
    return (link.entity.id if link.entity else link.name.casefold()) in outlet


def _source(link: Link) -> Named:
    if link.role == "unnamed":
        return Named("")
    return Named(link.entity.name, link.entity.id) if link.entity else Named(link.name)


def _count(
    counted: dict[tuple[Named, Way], tuple[set[str], set[str]]], key: tuple[Named, Way], kept: KeptClaim
) -> None:
    claims, documents = counted.setdefault(key, (set(), set()))
    claims.add(f"{kept.document.id}:{kept.claim.id}")
    documents.add(kept.document.id)


def _listed(counted: dict[tuple[Named, Way], tuple[set[str], set[str]]]) -> tuple[Reliance, ...]:
    found = [
        Reliance(source, way, len(claims), len(documents)) for (source, way), (claims, documents) in counted.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.documents, -each.claims, each.source.name, each.way)))
