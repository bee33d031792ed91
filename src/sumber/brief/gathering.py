"""A brief out of a ledger: chosen claims' propositions, with what they rest on and the reports they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from sumber.brief.composing import Brief, Making, compose
from sumber.brief.hiding import make_hider
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.entities import read_public_persons
from sumber.ledger.parting import iter_parts
from sumber.ledger.schema import documents, mentions
from sumber.ledger.signing import iter_notes
from sumber.relating.why import Why, explain_claim


class Head(NamedTuple):
    """What stands over a brief, and whether private persons are named in full and invented reports are wanted."""

    title: str
    made_at: str
    made_by: str
    project: str
    names_in_full: bool = False
    with_synthetic: bool = False


def make_brief(connection: Connection, project: int, claims: Sequence[str], head: Head) -> Brief:
    """The brief about the propositions of these claims, each proposition once.

    LedgerError where a claim is not kept, and where reports among them are invented and that is not asked for.
    """
    whys: dict[str, Why] = {}
    for claim in claims:
        for why in explain_claim(connection, project, claim):
            whys.setdefault(why.proposition.id, why)
    invented = sorted({each.id for why in whys.values() for each in why.documents.values() if each.synthetic})
    if invented and not head.with_synthetic:
        raise LedgerError(
            "S530",
            f"{len(invented)} of the reports are synthetic, that is invented ({invented[0]} …): a brief of them must be "
            "asked for with --with-synthetic, and says so on its first line",
        )
    names = () if head.names_in_full else find_private_names(connection, project, _documents_of(whys.values()))
    return compose(
        tuple(whys.values()),
        Making(
            title=head.title,
            made_at=head.made_at,
            made_by=head.made_by,
            project=head.project,
            checkpoint=_last_checkpoint(connection),
            hidden=len(set(names)),
            show=make_hider(names),
        ),
    )


def _documents_of(whys: Iterable[Why]) -> set[str]:
    return {document for why in whys for document in why.documents}


def find_private_names(connection: Connection, project: int, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of persons in the newest readings of these documents whom no list holds and who have no public role recorded."""
    public = set(read_public_persons(connection, project))
    found: set[str] = set()
    for some in iter_parts(ids):
        rows = connection.scalars(
            select(mentions.c.text)
            .join(documents, documents.c.reading_no == mentions.c.reading_no)
            .where(
                documents.c.id.in_(some),
                documents.c.project_no == project,
                mentions.c.kind == "person",
                mentions.c.entity.is_(None),
            )
        )
        found.update(rows)
    return tuple(sorted(found - public))


def _last_checkpoint(connection: Connection) -> str | None:
    """The last checkpoint's size and root, in the words of its note."""
    last = None
    for note in iter_notes(connection):
        last = note
    if last is None:
        return None
    lines = last.decode("utf-8").split("\n")
    return " ".join(lines[:3])
