"""Propositions as they are kept: packed whole, with the figures they are sorted and looked up by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, update

from sumber.ledger.inserting import insert_rows
from sumber.ledger.packing import pack, plain, unpack
from sumber.ledger.parting import ASKED_AT_ONCE, iter_parts
from sumber.ledger.relation_schema import proposition_claims, proposition_sources, propositions
from sumber.ledger.relations import ClaimNumber
from sumber.ledger.schema import documents
from sumber.model import Proposition

_DECODER: Final = msgspec.msgpack.Decoder(Proposition)


class KeptProposition(NamedTuple):
    """A proposition with its number and the claims it is made of, in the proposition's own order."""

    no: int
    proposition: Proposition
    claims: tuple[ClaimNumber, ...]


class Sources(NamedTuple):
    """By what the sources of a proposition are looked up: its origins, and all others in its chains."""

    origins: frozenset[str]
    others: frozenset[str]


def write_proposition(connection: Connection, project: int, kept: KeptProposition, sources: Sources) -> None:
    """Keep a proposition; its claims are told by `write_members`."""
    told = kept.proposition
    row = (
        kept.no,
        project,
        told.id,
        pack(msgspec.msgpack.encode(told)),
        told.independent_origins,
        told.unknown_origins,
        told.grade.credibility,
        len({document for document, _ in kept.claims}),
        len(kept.claims),
        False,
    )
    insert_rows(connection, propositions, [row])
    origins = {plain(key) for key in sources.origins}
    others = {plain(key) for key in sources.others} - origins
    rows = [(key, kept.no, True) for key in sorted(origins)] + [(key, kept.no, False) for key in sorted(others)]
    insert_rows(connection, proposition_sources, rows)


def write_members(connection: Connection, no: int, claims: Mapping[ClaimNumber, str]) -> None:
    """Tell which claims, each with its id, a proposition is made of; of which part they are is told by `write_part`."""
    insert_rows(connection, proposition_claims, [(*claim, no, identity, no) for claim, identity in claims.items()])


def write_part(connection: Connection, claims: Collection[ClaimNumber]) -> None:
    """Tell that these claims, whose propositions are kept, were gathered together."""
    homes: dict[ClaimNumber, tuple[int, int]] = {}
    for some in iter_parts({no for no, _ in claims}):
        rows = connection.execute(select(proposition_claims).where(proposition_claims.c.document_no.in_(some)))
        homes |= {
            key: (row.proposition_no, row.part_no) for row in rows if (key := (row.document_no, row.at)) in claims
        }
    part = min(no for no, _ in homes.values())
    changed = [{"no": no, "place": at} for (no, at), (_, former) in sorted(homes.items()) if former != part]
    if changed:
        alike = and_(proposition_claims.c.document_no == bindparam("no"), proposition_claims.c.at == bindparam("place"))
        connection.execute(update(proposition_claims).where(alike).values(part_no=part), changed)


def find_part_members(connection: Connection, claims: Iterable[ClaimNumber]) -> set[ClaimNumber]:
    """All claims that were gathered together with one of these."""
    wanted = set(claims)
    parts: set[int] = set()
    for some in iter_parts({no for no, _ in wanted}):
        rows = connection.execute(select(proposition_claims).where(proposition_claims.c.document_no.in_(some)))
        parts |= {row.part_no for row in rows if (row.document_no, row.at) in wanted}
    found: set[ClaimNumber] = set()
    for some in iter_parts(parts):
        chosen = select(proposition_claims.c.document_no, proposition_claims.c.at)
        rows = connection.execute(chosen.where(proposition_claims.c.part_no.in_(some)))
        found |= {(row.document_no, row.at) for row in rows}
    return found


def remove_descriptions(connection: Connection, numbers: Iterable[int]) -> None:
    """Forget propositions, but not which claims they were made of."""
    for some in iter_parts(numbers):
        connection.execute(delete(proposition_sources).where(proposition_sources.c.proposition_no.in_(some)))
        connection.execute(delete(propositions).where(propositions.c.no.in_(some)))


def remove_members(connection: Connection, numbers: Iterable[int]) -> None:
    """Forget which claims propositions were made of."""
    for some in iter_parts(numbers):
        connection.execute(delete(proposition_claims).where(proposition_claims.c.proposition_no.in_(some)))


def find_members(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[ClaimNumber, ...]]:
    """The claims that each of these propositions is made of."""
    found: dict[int, list[ClaimNumber]] = {}
    for some in iter_parts(numbers):
        rows = connection.execute(
            select(proposition_claims)
            .where(proposition_claims.c.proposition_no.in_(some))
            .order_by(proposition_claims.c.document_no, proposition_claims.c.at)
        )
        for row in rows:
            found.setdefault(row.proposition_no, []).append((row.document_no, row.at))
    return {no: tuple(claims) for no, claims in found.items()}


def get_propositions(connection: Connection, numbers: Iterable[int]) -> dict[int, Proposition]:
    """The propositions of these numbers."""
    found: dict[int, Proposition] = {}
    for some in iter_parts(numbers):
        rows = connection.execute(select(propositions.c.no, propositions.c.packed).where(propositions.c.no.in_(some)))
        found |= {row.no: decode_proposition(row.packed) for row in rows}
    return found


def decode_proposition(packed: Any) -> Proposition:
    """A proposition of its kept bytes."""
    return _DECODER.decode(unpack(bytes(packed)))


def iter_propositions(connection: Connection, project: int, *, least: int = 1) -> Iterator[Proposition]:
    """The propositions of a project that have so many claims, those in the most documents first."""
    chosen = (
        select(propositions.c.packed)
        .where(propositions.c.project_no == project, propositions.c.claims >= least)
        .order_by(propositions.c.documents.desc(), propositions.c.claims.desc(), propositions.c.id)
    )
    for row in connection.execute(chosen, execution_options={"yield_per": ASKED_AT_ONCE}):
        yield decode_proposition(row.packed)


def count_propositions(connection: Connection, project: int, *, least: int = 1) -> int:
    """How many propositions of a project have so many claims."""
    chosen = select(func.count()).where(propositions.c.project_no == project, propositions.c.claims >= least)
    return connection.scalar(chosen) or 0


def find_claim_propositions(
    connection: Connection, project: int, claim_ids: Collection[str]
) -> dict[tuple[str, str], int]:
    """The number of the proposition of each of these claims, by the ids of its document and its own."""
    found: dict[tuple[str, str], int] = {}
    for some in iter_parts(claim_ids):
        rows = connection.execute(
            select(documents.c.id, proposition_claims.c.claim_id, proposition_claims.c.proposition_no)
            .join(documents, documents.c.no == proposition_claims.c.document_no)
            .where(proposition_claims.c.claim_id.in_(some), documents.c.project_no == project)
        )
        found |= {(row.id, row.claim_id): row.proposition_no for row in rows}
    return found


def find_numbers_by_id(connection: Connection, project: int, proposition_id: str) -> dict[str, int]:
    """The numbers of the propositions whose ids begin so, by their whole ids."""
    rows = connection.execute(
        select(propositions.c.id, propositions.c.no)
        .where(propositions.c.id.between(proposition_id, proposition_id + "g"), propositions.c.project_no == project)
        .order_by(propositions.c.id)
        .limit(20)
    )
    return {row.id: row.no for row in rows}


def find_claims_by_id(connection: Connection, project: int, claim_id: str) -> list[tuple[ClaimNumber, str, int]]:
    """The claims of propositions whose ids begin so: each with its whole id and its proposition's number."""
    rows = connection.execute(
        select(proposition_claims)
        .join(documents, documents.c.no == proposition_claims.c.document_no)
        .where(proposition_claims.c.claim_id.between(claim_id, claim_id + "g"), documents.c.project_no == project)
        .order_by(documents.c.id, proposition_claims.c.at)
        .limit(100)
    )
    return [((row.document_no, row.at), row.claim_id, row.proposition_no) for row in rows]


def find_by_sources(
    connection: Connection, project: int, keys: Iterable[str], *, only_origins: bool = False
) -> list[int]:
    """The numbers of the propositions of a project in whose chains one of these sources stands."""
    found: set[int] = set()
    for some in iter_parts(keys):
        chosen = (
            select(proposition_sources.c.proposition_no)
            .join(propositions, propositions.c.no == proposition_sources.c.proposition_no)
            .where(proposition_sources.c.key.in_([plain(key) for key in some]), propositions.c.project_no == project)
        )
        if only_origins:
            chosen = chosen.where(proposition_sources.c.is_origin)
        found.update(connection.scalars(chosen))
    return sorted(found)


def find_by_documents(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """The numbers of the propositions that have a claim in one of these documents."""
    found: set[int] = set()
    for some in iter_parts(numbers):
        chosen = select(proposition_claims.c.proposition_no).where(proposition_claims.c.document_no.in_(some))
        found.update(connection.scalars(chosen))
    return sorted(found)


def known_sources(connection: Connection, project: int, keys: Iterable[str]) -> list[str]:
    """Of these sources those that stand in the chain of a kept proposition."""
    found: set[str] = set()
    for some in iter_parts(keys):
        chosen = (
            select(proposition_sources.c.key)
            .distinct()
            .join(propositions, propositions.c.no == proposition_sources.c.proposition_no)
            .where(proposition_sources.c.key.in_([plain(key) for key in some]), propositions.c.project_no == project)
        )
        found.update(connection.scalars(chosen))
    return sorted(found)


def find_ungraded(connection: Connection, project: int, limit: int) -> list[KeptProposition]:
    """Propositions that the history of grades knows nothing of yet."""
    chosen = _ungraded(project).order_by(propositions.c.no).limit(limit)
    rows = connection.execute(chosen).all()
    members = find_members(connection, [row.no for row in rows])
    return [KeptProposition(row.no, decode_proposition(row.packed), members.get(row.no, ())) for row in rows]


def has_ungraded(connection: Connection, project: int) -> bool:
    """Whether there are such propositions."""
    return connection.execute(_ungraded(project).limit(1)).one_or_none() is not None


def _ungraded(project: int) -> Select[Any]:
    return select(propositions.c.no, propositions.c.packed).where(
        propositions.c.project_no == project, propositions.c.is_graded.is_(False)
    )


def mark_graded(connection: Connection, numbers: Iterable[int]) -> None:
    """Remember that the history of grades knows of these propositions."""
    for some in iter_parts(numbers):
        connection.execute(update(propositions).where(propositions.c.no.in_(some)).values(is_graded=True))


def remove_all_propositions(connection: Connection, project: int) -> None:
    """Forget all propositions of a project."""
    ours = select(propositions.c.no).where(propositions.c.project_no == project)
    for table in (proposition_claims, proposition_sources):
        connection.execute(delete(table).where(table.c.proposition_no.in_(ours)))
    connection.execute(delete(propositions).where(propositions.c.project_no == project))
