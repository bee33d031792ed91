"""A better reader over what is kept: what it finds otherwise, and what becomes of the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import Connection, Row, select

from sumber.ledger.judgements import ClaimPlace, find_claim_judgements
from sumber.ledger.keeping import keep_rereadings
from sumber.ledger.opening import Ledger
from sumber.ledger.packing import decode_reading, decode_text, unpack
from sumber.ledger.schema import claims, documents, readings, stored_bytes, versions
from sumber.model import Document, Reading, Span, Value

_AT_ONCE: Final = 20


class Reread(Value, frozen=True):
    """What a further reading of one document changed: claims that only it has, that only the one before had, and both.

    `carried` are decisions that hold for a claim of the new reading, `open` those whose words no claim covers any more.
    """

    document: str
    caller_id: str
    is_news: bool
    gained: int = 0
    lost: int = 0
    same: int = 0
    carried: int = 0
    open: int = 0


def iter_rereadings(
    ledger: Ledger, read: Callable[[Document], Reading | None], document: str | None = None
) -> Iterator[Reread]:
    """Read the newest version of every document (or of one) again, and keep what is found; a few in one transaction.

    Where `read` gives None, what is kept stays as it is, and nothing is told of that document.
    """
    last = 0
    while rows := _next_documents(ledger, last, document):
        read_again = ((row, read(_document(row))) for row in rows)
        readings = [(row, reading) for row, reading in read_again if reading is not None]
        before = [_claims_of(ledger, row) for row, _ in readings]
        news = keep_rereadings(ledger, [(row.no, reading) for row, reading in readings])
        with ledger.reading() as connection:
            for (row, reading), former, is_news in zip(readings, before, news, strict=True):
                yield _compare(connection, row, reading, former, is_news=is_news)
        last = rows[-1].no


def _next_documents(ledger: Ledger, last: int, document: str | None) -> list[Row[Any]]:
    with ledger.reading() as connection:
        found = (
            select(documents, versions.c.text_sha256, stored_bytes.c.packed, readings.c.content)
            .join(versions, versions.c.no == documents.c.version_no)
            .outerjoin(readings, readings.c.no == documents.c.reading_no)
            .join(stored_bytes, stored_bytes.c.sha256 == versions.c.text_sha256)
            .where(documents.c.project_no == ledger.find_project(connection), documents.c.no > last)
            .order_by(documents.c.no)
            .limit(_AT_ONCE)
        )
        if document is not None:
            found = found.where(documents.c.id == document)
        return list(connection.execute(found))


def _document(row: Row[Any]) -> Document:
    text = decode_text(unpack(bytes(row.packed)))
    former = decode_reading(unpack(bytes(row.content)), text).document if row.content is not None else None
    return Document(
        id=former.id if former else row.caller_id,
        text=text,
        url=row.url,
        title=row.title,
        publisher=row.publisher,
        language=row.language,
        published_at=row.published_at,
        byline=row.byline,
        synthetic=row.synthetic,
        warnings=former.warnings if former else (),
    )


def _claims_of(ledger: Ledger, row: Row[Any]) -> list[Row[Any]]:
    with ledger.reading() as connection:
        return list(connection.execute(select(claims).where(claims.c.reading_no == row.reading_no)))


def _compare(
    connection: Connection, row: Row[Any], reading: Reading, former: Sequence[Row[Any]], *, is_news: bool
) -> Reread:
    old, new = {each.id for each in former}, {claim.id for claim in reading.claims}
    told = Reread(document=row.id, caller_id=row.caller_id, is_news=is_news)
    if not is_news:
        return replace(told, same=len(new))
    before = [ClaimPlace(each.id, row.id, row.text_sha256, Span(each.span_start, each.span_end)) for each in former]
    after = [ClaimPlace(claim.id, row.id, row.text_sha256, claim.span) for claim in reading.claims]
    decided = find_claim_judgements(connection, row.project_no, [*before, *after])
    standing = {each.id for place in before for each in decided[place] if not each.undone}
    carried = {each.id for place in after for each in decided[place] if not each.undone}
    return replace(
        told,
        gained=len(new - old),
        lost=len(old - new),
        same=len(new & old),
        carried=len(carried),
        open=len(standing - carried),
    )
