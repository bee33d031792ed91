"""What came last: documents newly kept, documents edited at their source, names that nothing is known of.

Each looks at so many of the newest rows and no further, however much is kept: numbers grow with time, so that the newest
are found by walking back from the last one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, distinct, func, select

from sumber.ledger.schema import claims, documents, mentions, versions
from sumber.model import MentionKind

MOST_NEW: Final = 500
"""New documents up to which they are counted."""
_VERSIONS_LOOKED_AT: Final = 5_000
_DOCUMENTS_LOOKED_AT: Final = 300
# A person whom no public list holds is a name in its claim and stands in no list.
_LISTED_KINDS: Final[tuple[MentionKind, ...]] = ("organisation", "outlet", "place", "government", "weapon")


class NewDocuments(NamedTuple):
    """The numbers of documents kept since a time, newest first, whether there are more, and how many claims they hold."""

    numbers: tuple[int, ...]
    has_more: bool
    claims: int


class Edited(NamedTuple):
    """A document of which another text was kept: its number, its version now, and when that was kept."""

    document_no: int
    version: int
    kept_at: str


class UnresolvedName(NamedTuple):
    """A name that stands for no known entity, what it seems to name, how often and in how many documents it stands."""

    name: str
    kind: MentionKind
    mentions: int
    documents: int


def find_last_kept(connection: Connection, project: int) -> str | None:
    """When the last new document was kept, None where there is none."""
    chosen = select(documents.c.kept_at).where(documents.c.project_no == project)
    return connection.scalar(chosen.order_by(documents.c.no.desc()).limit(1))


def find_newest_documents(connection: Connection, project: int, limit: int) -> list[int]:
    """The numbers of the documents that were first kept last, newest first."""
    chosen = select(documents.c.no).where(documents.c.project_no == project).order_by(documents.c.no.desc())
    return list(connection.scalars(chosen.limit(limit)))


def find_new_documents(connection: Connection, project: int, since: str) -> NewDocuments:
    """The documents first kept at a time or later."""
    newest = select(documents.c.no, documents.c.kept_at).where(documents.c.project_no == project)
    rows = connection.execute(newest.order_by(documents.c.no.desc()).limit(MOST_NEW + 1)).all()
    found = [row.no for row in rows if row.kept_at >= since]
    numbers = tuple(found[:MOST_NEW])
    if not numbers:
        return NewDocuments((), has_more=False, claims=0)
    held = (
        select(func.count())
        .select_from(documents.join(claims, claims.c.reading_no == documents.c.reading_no))
        .where(documents.c.project_no == project, documents.c.no >= numbers[-1])
    )
    return NewDocuments(numbers, len(found) > MOST_NEW, connection.scalar(held) or 0)


def find_edited(connection: Connection, project: int, since: str, limit: int) -> list[Edited]:
    """Documents of which another text was kept at a time or later, the latest first, each once."""
    newest = select(versions).order_by(versions.c.no.desc()).limit(_VERSIONS_LOOKED_AT).subquery()
    rows = connection.execute(
        select(newest.c.document_no, func.max(newest.c.number).label("number"), func.max(newest.c.kept_at).label("at"))
        .join(documents, documents.c.no == newest.c.document_no)
        .where(documents.c.project_no == project, newest.c.number > 1, newest.c.kept_at >= since)
        .group_by(newest.c.document_no)
        .order_by(func.max(newest.c.no).desc())
        .limit(limit)
    )
    return [Edited(row.document_no, row.number, row.at) for row in rows]


def find_unresolved_names(connection: Connection, project: int, limit: int) -> list[UnresolvedName]:
    """The names in the newest documents that no entity was found for, those in the most documents first.

    Persons are left out: a name of a person becomes something to look for only when a public role is recorded.
    """
    newest = (
        select(documents.c.reading_no)
        .where(documents.c.project_no == project, documents.c.reading_no.is_not(None))
        .order_by(documents.c.no.desc())
        .limit(_DOCUMENTS_LOOKED_AT)
        .subquery()
    )
    number, reports = func.count(), func.count(distinct(mentions.c.reading_no))
    rows = connection.execute(
        select(mentions.c.text, mentions.c.kind, number.label("number"), reports.label("reports"))
        .select_from(newest.join(mentions, mentions.c.reading_no == newest.c.reading_no))
        .where(mentions.c.entity.is_(None), mentions.c.kind.in_(_LISTED_KINDS))
        .group_by(mentions.c.text, mentions.c.kind)
        .order_by(reports.desc(), number.desc(), mentions.c.text)
        .limit(limit)
    )
    return [UnresolvedName(row.text, row.kind, row.number, row.reports) for row in rows]
