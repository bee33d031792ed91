"""The claims of a dossier, out of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Final, Literal

from sumber.asking.naming import Names
from sumber.dossier.matters import Matter, gather_matters
from sumber.errors import LedgerError
from sumber.gazetteer import read_entries
from sumber.ledger import Connection, Filters
from sumber.ledger.finding import build_query, find_claims
from sumber.ledger.propositions import find_claim_propositions, get_propositions
from sumber.ledger.stores import Store
from sumber.ledger.tokens import FacetName
from sumber.ledger.views import KeptClaim, get_claims
from sumber.model import Value

Kind = Literal["actor", "pair", "weapon", "outlet"]
MOST_CLAIMS: Final = 2_000
"""Claims taken up by each question of a dossier, the newest first; where there are more, the dossier says so."""


class Subject(Value, frozen=True):
    """Whom or what a dossier is about: all ids that are one, and the name they go by."""

    name: str
    ids: tuple[str, ...]
    kind: str


class Dossier(Value, frozen=True):
    """All that is kept about one subject or between two.

    `claims` are those found but for the ones a person rejected (`rejected` counts them); `matters` is what they tell.
    `is_partial` tells that there are more than were taken up.
    """

    kind: Kind
    subjects: tuple[Subject, ...]
    claims: tuple[KeptClaim, ...]
    matters: tuple[Matter, ...]
    rejected: int
    is_partial: bool


class Asking:
    """Puts dossiers together from one moment of a ledger."""

    def __init__(self, connection: Connection, store: Store, project: int) -> None:
        self._connection = connection
        self._store = store
        self._project = project
        self._names = Names(connection, project)

    def find_subject(self, words: str) -> Subject:
        """The subject that some words name in any language, or an id; LedgerError where it is none, or several.

        Of several entities that bear the name those count that some claim tells of.
        """
        groups: dict[tuple[str, ...], None] = {}
        for identity in self._names.find_ids(words):
            groups[tuple(sorted(self._names.find_ids(identity)))] = None
        told = [ids for ids in groups if self._is_told_of(ids)]
        if not told:
            raise LedgerError(
                "S511", f"no claim tells of {words!r} in this project; sumber entities lists whom they tell of"
            )
        if len(told) > 1:
            known = "; ".join(f"{ids[0]} ({_name_of(ids, words)}, {_kind_of(ids)})" for ids in told)
            raise LedgerError("S511", f"{words!r} may be several: {known}; give the id of the one meant")
        return Subject(_name_of(told[0], words), told[0], _kind_of(told[0]))

    def make(self, subjects: Sequence[Subject]) -> Dossier:
        """The dossier of a subject, or of two and what is between them."""
        found: dict[int, None] = {}
        is_partial = False
        for question in _questions(subjects):
            numbers, has_more = self._ask(question)
            found |= dict.fromkeys(numbers)
            is_partial = is_partial or has_more
        every = get_claims(self._connection, self._project, sorted(found)) if found else []
        kept = tuple(each for each in every if not _is_rejected(each))
        return Dossier(
            kind=_dossier_kind(subjects),
            subjects=tuple(subjects),
            claims=kept,
            matters=gather_matters(kept, self._glosses(kept)),
            rejected=len(every) - len(kept),
            is_partial=is_partial,
        )

    def find_claims_by(self, keys: Iterable[str], most: int) -> tuple[tuple[KeptClaim, ...], bool]:
        """The newest claims that a source prints or is the origin of, so many of each at most, and whether there are more.

        `keys` are what it is kept by: ids of entities, or a name in small letters. Claims that a person rejected are left out.
        """
        values = tuple(keys)
        asked = [self._ask(((name, values),), most) for name in ("outlet", "origin")] if values else []
        numbers = {number for found, _ in asked for number in found}
        every = get_claims(self._connection, self._project, sorted(numbers)) if numbers else []
        return tuple(each for each in every if not _is_rejected(each)), any(has_more for _, has_more in asked)

    def _is_told_of(self, ids: tuple[str, ...]) -> bool:
        return bool(self._ask((("entity", ids),), most=1)[0])

    def _ask(
        self, question: Iterable[tuple[FacetName, tuple[str, ...]]], most: int = MOST_CLAIMS
    ) -> tuple[tuple[int, ...], bool]:
        facets = tuple(self._names.find_facets(name, ids) for name, ids in question)
        filters = Filters(facets=facets)
        query = build_query(self._project, filters)
        page = find_claims(self._connection, self._store, query, filters, (most, None))
        return page.numbers, page.after is not None

    def _glosses(self, claims: Iterable[KeptClaim]) -> dict[str, str]:
        ids = {kept.claim.id for kept in claims if kept.rests}
        numbers = set(find_claim_propositions(self._connection, self._project, ids).values())
        return {each.id: each.gloss for each in get_propositions(self._connection, numbers).values()}


def _questions(subjects: Sequence[Subject]) -> list[tuple[tuple[FacetName, tuple[str, ...]], ...]]:
    """What to ask the ledger for: each question the facets that a claim must all have."""
    if len(subjects) == 1:
        (subject,) = subjects
        if subject.kind == "weapon":
            return [(("entity", subject.ids),)]
        if subject.kind == "outlet":
            return [(("outlet", subject.ids),), (("origin", subject.ids),)]
        return [(("actor", subject.ids),), (("recipient", subject.ids),)]
    one, other = subjects
    upon: list[tuple[tuple[FacetName, tuple[str, ...]], ...]] = [
        (("actor", giver.ids), ("recipient", taker.ids)) for giver, taker in permutations(subjects, 2)
    ]
    return [*upon, (("actor", one.ids), ("actor", other.ids))]


def _dossier_kind(subjects: Sequence[Subject]) -> Kind:
    if len(subjects) > 1:
        return "pair"
    kind = subjects[0].kind
    return "weapon" if kind == "weapon" else "outlet" if kind == "outlet" else "actor"


def _is_rejected(kept: KeptClaim) -> bool:
    return any(each.kind == "reject" and not each.undone for each in kept.judgements)


def _name_of(ids: tuple[str, ...], words: str) -> str:
    entries = read_entries()
    return next((entries[identity].name for identity in ids if identity in entries), words)


def _kind_of(ids: tuple[str, ...]) -> str:
    entries = read_entries()
    return next((entries[identity].kind for identity in ids if identity in entries), "other")
