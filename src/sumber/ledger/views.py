"""What is kept, put together for whoever looks at it: claims with their documents and judgements, versions, log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, union

from sumber.errors import LedgerError
from sumber.ledger.differences import Difference, compare_words
from sumber.ledger.judgements import ClaimPlace, Judgement, find_claim_judgements
from sumber.ledger.packing import decode_text, unpack
from sumber.ledger.propositions import find_claim_propositions, get_propositions
from sumber.ledger.schema import (
    captures,
    claims,
    documents,
    entities,
    events,
    links,
    parties,
    readings,
    stored_bytes,
    versions,
)
from sumber.model import (
    Claim,
    Credibility,
    EntityRef,
    Event,
    EventTime,
    Link,
    Party,
    Quantity,
    Quote,
    ReaderVersion,
    Span,
    Value,
)


class KeptDocument(Value, frozen=True):
    """A document as kept: its fields, how many versions it has, and how many claims its newest reading found."""

    id: str
    caller_id: str
    publisher: str | None
    url: str | None
    title: str | None
    language: str | None
    published_at: str | None
    byline: str | None
    synthetic: bool
    kept_at: str
    version: int
    text_sha256: str
    reader: ReaderVersion | None
    claims: int


class Rests(Value, frozen=True):
    """What a claim's proposition rests on: origins proved independent, further ones, outlets, languages; the proposed grade."""

    proposition: str
    independent_origins: int
    unknown_origins: int
    outlets: int
    languages: int
    grade: Credibility


class KeptClaim(Value, frozen=True):
    """A claim as kept, with the document it stands in, when its event happened, and what persons decided about it.

    `rests` is None until the claim is related to others.
    """

    claim: Claim
    document: KeptDocument
    earliest: str | None = None
    latest: str | None = None
    judgements: tuple[Judgement, ...] = ()
    rests: Rests | None = None


class KeptVersion(Value, frozen=True):
    """One text of a document: its place in order, when it was first kept, and the hashes of its originals."""

    number: int
    text_sha256: str
    characters: int
    kept_at: str
    originals: tuple[str, ...]
    difference: Difference | None = None


_DOCUMENT = (
    select(
        documents,
        func.coalesce(documents.c.language, readings.c.language).label("spoken"),
        versions.c.number,
        versions.c.text_sha256,
        readings.c.reader,
        readings.c.reader_version,
    )
    .join(versions, versions.c.no == documents.c.version_no)
    .outerjoin(readings, readings.c.no == documents.c.reading_no)
)


def get_documents(connection: Connection, numbers: Sequence[int]) -> list[KeptDocument]:
    """The documents of these numbers, in their order."""
    rows = {row.no: row for row in connection.execute(_DOCUMENT.where(documents.c.no.in_(numbers)))}
    counts = _count_claims(connection, [row.reading_no for row in rows.values() if row.reading_no is not None])
    return [_document(rows[no], counts) for no in numbers]


def find_documents_by_id(connection: Connection, project: int, name: str) -> list[KeptDocument]:
    """The documents whose id begins so, or which a caller calls so."""
    ours = select(documents.c.no).where(documents.c.project_no == project)
    begins = ours.where(documents.c.id.between(name, name + "g"))
    called = ours.where(documents.c.caller_id == name)
    numbers = sorted({*connection.scalars(begins.limit(20)), *connection.scalars(called)})
    return get_documents(connection, numbers)


def _count_claims(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    counted = (
        select(claims.c.reading_no, func.count()).where(claims.c.reading_no.in_(numbers)).group_by(claims.c.reading_no)
    )
    return {row[0]: row[1] for row in connection.execute(counted)}


def _document(row: Row[Any], counts: dict[int, int]) -> KeptDocument:
    return KeptDocument(
        id=row.id,
        caller_id=row.caller_id,
        publisher=row.publisher,
        url=row.url,
        title=row.title,
        language=row.spoken,
        published_at=row.published_at,
        byline=row.byline,
        synthetic=row.synthetic,
        kept_at=row.kept_at,
        version=row.number,
        text_sha256=row.text_sha256,
        reader=ReaderVersion(name=row.reader, version=row.reader_version) if row.reader else None,
        claims=counts.get(row.reading_no, 0),
    )


def get_claims(connection: Connection, project: int, numbers: Sequence[int]) -> list[KeptClaim]:
    """The claims of these numbers, in their order, each with its document and the decisions about it."""
    if not numbers:
        return []
    rows = {row.no: row for row in connection.execute(select(claims).where(claims.c.no.in_(numbers)))}
    told = _documents_of(connection, {row.reading_no for row in rows.values()})
    names = _entity_names(connection, numbers)
    chains = _grouped(connection, select(links).where(links.c.claim_no.in_(numbers)).order_by(links.c.position))
    sides = _grouped(connection, select(parties).where(parties.c.claim_no.in_(numbers)).order_by(parties.c.position))
    happened = {row.claim_no: row for row in connection.execute(select(events).where(events.c.claim_no.in_(numbers)))}
    found = []
    for no in numbers:
        row, event = rows[no], happened.get(no)
        claim = Claim(
            id=row.id,
            span=Span(row.span_start, row.span_end),
            text=row.text,
            mode=row.mode,
            stance=row.stance,
            hedged=row.hedged,
            negated=row.negated,
            chain=tuple(_link(each, names) for each in chains.get(no, ())),
            event=_event(event, sides.get(no, ()), names) if event else None,
            confidence=row.confidence,
        )
        found.append((claim, told[row.reading_no], event))
    places = [ClaimPlace(claim.id, document.id, sha256, claim.span) for claim, (document, sha256), _ in found]
    decided = find_claim_judgements(connection, project, places)
    rests = _find_rests(connection, project, places)
    return [
        KeptClaim(
            claim=claim,
            document=document,
            earliest=event.earliest if event else None,
            latest=event.latest if event else None,
            judgements=tuple(decided[place]),
            rests=rests.get(place),
        )
        for place, (claim, (document, _), event) in zip(places, found, strict=True)
    ]


def _find_rests(connection: Connection, project: int, places: Iterable[ClaimPlace]) -> dict[ClaimPlace, Rests]:
    """What the propositions of these claims rest on, of those that are related."""
    wanted = tuple(places)
    homes = find_claim_propositions(connection, project, {place.claim_id for place in wanted})
    told = {
        no: Rests(
            proposition=each.id,
            independent_origins=each.independent_origins,
            unknown_origins=each.unknown_origins,
            outlets=len(each.outlets),
            languages=len(each.languages),
            grade=each.grade.credibility,
        )
        for no, each in get_propositions(connection, homes.values()).items()
    }
    found = {place: homes.get((place.document_id, place.claim_id)) for place in wanted}
    return {place: told[no] for place, no in found.items() if no in told}


def find_claim_numbers(connection: Connection, project: int, claim_id: str) -> list[int]:
    """The numbers of the claims whose id begins so, of each document that holds it the newest."""
    rows = connection.execute(
        select(func.max(claims.c.no))
        .join(readings, readings.c.no == claims.c.reading_no)
        .join(versions, versions.c.no == readings.c.version_no)
        .join(documents, documents.c.no == versions.c.document_no)
        .where(claims.c.id.between(claim_id, claim_id + "g"), documents.c.project_no == project)
        .group_by(documents.c.no, claims.c.id)
        .limit(20)
    )
    return sorted(row[0] for row in rows)


def find_claims_of(connection: Connection, document: str, project: int) -> list[int]:
    """The numbers of the claims of a document's newest reading, as they stand in the text."""
    found = (
        select(claims.c.no)
        .join(documents, documents.c.reading_no == claims.c.reading_no)
        .where(documents.c.id == document, documents.c.project_no == project)
        .order_by(claims.c.position)
    )
    return list(connection.scalars(found))


def _documents_of(connection: Connection, reading_numbers: set[int]) -> dict[int, tuple[KeptDocument, str]]:
    """The document of each reading, with the hash of the text that was read."""
    found = connection.execute(
        select(readings.c.no, versions.c.document_no, versions.c.text_sha256)
        .join(versions, versions.c.no == readings.c.version_no)
        .where(readings.c.no.in_(reading_numbers))
    ).all()
    numbers = sorted({row.document_no for row in found})
    by_number = dict(zip(numbers, get_documents(connection, numbers), strict=True))
    return {row.no: (by_number[row.document_no], row.text_sha256) for row in found}


def _entity_names(connection: Connection, numbers: Sequence[int]) -> dict[str, str]:
    """The names of all entities that these claims name."""
    ids = union(
        select(links.c.entity).where(links.c.claim_no.in_(numbers)),
        select(parties.c.entity).where(parties.c.claim_no.in_(numbers)),
        select(events.c.place_entity).where(events.c.claim_no.in_(numbers)),
    )
    return {row.id: row.name for row in connection.execute(select(entities).where(entities.c.id.in_(ids)))}


def _grouped(connection: Connection, statement: Select[Any]) -> dict[int, list[Row[Any]]]:
    groups: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(statement):
        groups.setdefault(row.claim_no, []).append(row)
    return groups


def _entity(entity: str | None, names: dict[str, str]) -> EntityRef | None:
    return EntityRef(id=entity, name=names[entity]) if entity else None


def _link(row: Row[Any], names: dict[str, str]) -> Link:
    return Link(
        role=row.role,
        name=row.name,
        span=Span(row.span_start, row.span_end) if row.span_start is not None else None,
        carried=row.carried,
        cue=Quote(span=Span(row.cue_start, row.cue_end), text=row.cue) if row.cue is not None else None,
        entity=_entity(row.entity, names),
    )


def _event(row: Row[Any], sides: Iterable[Row[Any]], names: dict[str, str]) -> Event:
    named: dict[str, list[Party]] = {"actor": [], "recipient": []}
    for side in sides:
        span = Span(side.span_start, side.span_end) if side.span_start is not None else None
        named[side.role].append(Party(name=side.name, span=span, entity=_entity(side.entity, names)))
    quantity = None
    if row.quantity is not None:
        quantity = Quantity(
            span=Span(row.quantity_start, row.quantity_end),
            text=row.quantity,
            low=row.low,
            best=row.best,
            high=row.high,
            unit=row.unit,
            hedged=row.quantity_hedged,
        )
    return Event(
        type=row.type,
        actors=tuple(named["actor"]),
        recipients=tuple(named["recipient"]),
        object=row.object,
        quantity=quantity,
        place=_place(row, names) if row.place is not None else None,
        time=EventTime(value=row.time) if row.time else None,
        tense=row.tense,
    )


def _place(row: Row[Any], names: dict[str, str]) -> Party:
    span = Span(row.place_start, row.place_end) if row.place_start is not None else None
    return Party(name=row.place, span=span, entity=_entity(row.place_entity, names))


def get_text(connection: Connection, text_sha256: str) -> str:
    """A kept text by its hash; LedgerError where it is not kept (any more)."""
    return decode_text(get_bytes(connection, text_sha256))


def get_bytes(connection: Connection, sha256: str) -> bytes:
    """Kept bytes by their hash; LedgerError where they are not kept (any more)."""
    packed = connection.scalar(select(stored_bytes.c.packed).where(stored_bytes.c.sha256 == sha256))
    if packed is None:
        raise LedgerError("S511", f"no bytes with SHA-256 {sha256} are kept")
    return unpack(bytes(packed))


def get_versions(connection: Connection, project: int, document: str) -> list[KeptVersion]:
    """The versions of a document in the order they were kept, each with how its words differ from the one before."""
    rows = connection.execute(
        select(versions)
        .join(documents, documents.c.no == versions.c.document_no)
        .where(documents.c.id == document, documents.c.project_no == project)
        .order_by(versions.c.number)
    ).all()
    found, before = [], None
    for row in rows:
        text = get_text(connection, row.text_sha256)
        taken = (
            select(captures.c.sha256)
            .where(captures.c.version_no == row.no)
            .order_by(captures.c.kept_at, captures.c.sha256)
        )
        found.append(
            KeptVersion(
                number=row.number,
                text_sha256=row.text_sha256,
                characters=row.characters,
                kept_at=row.kept_at,
                originals=tuple(connection.scalars(taken)),
                difference=compare_words(before, text) if before is not None else None,
            )
        )
        before = text
    return found
