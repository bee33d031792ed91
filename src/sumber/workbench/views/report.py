"""A report as its page shows it: a part of the text with what was found in it, and the chosen claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.histories import History, VersionEntry, get_history
from sumber.ledger.packing import plain
from sumber.ledger.passages import (
    ClaimSpot,
    count_claims_of,
    find_claim_spot,
    find_claims_within,
    find_dates_within,
    find_mentions_within,
)
from sumber.ledger.views import KeptDocument, find_documents_by_id, get_claims, get_text
from sumber.model import DateValue, Mention, Span
from sumber.workbench.views.addresses import Place
from sumber.workbench.views.highlighting import Findings, NumberedClaim, ShownBlock, highlight
from sumber.workbench.views.parts import cut_parts, find_blocks, find_part

MOST_CLAIMS: Final = 300
_MOST_NAMES: Final = 800
_MOST_DATES: Final = 300
_MOST_TOLD: Final = 5


class Asked(NamedTuple):
    """What of a report is asked for: a version, a part from 1, a claim by its id; each None where it does not matter."""

    version: int | None = None
    part: int | None = None
    claim: str | None = None


class Shelved(NamedTuple):
    """A document with its history, and the version of it that is looked at."""

    document: KeptDocument
    history: History
    version: VersionEntry

    @property
    def place(self) -> Place:
        """Where its page is found; of the newest version without a number, so that the address goes on meaning it."""
        is_newest = self.version.number == self.history.newest
        return Place(self.document.id, None if is_newest else self.version.number)


class Report(NamedTuple):
    """A part of a report (`part` from 1): its blocks, and all that was found in it, in the order of the text.

    `chosen` is the number of the chosen claim in the reading, None where none is chosen or the reading does not hold it.
    """

    shelved: Shelved
    part: int
    parts: int
    within: Span
    blocks: tuple[ShownBlock, ...]
    claims: tuple[NumberedClaim, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateValue, ...]
    all_claims: int
    chosen: int | None

    @property
    def has_own_heading(self) -> bool:
        """Whether the text begins with the report's title, so that it need not be told twice."""
        if not self.blocks or self.blocks[0].kind != "headline":
            return False
        title = self.shelved.document.title
        return not title or title.strip() in self.blocks[0].words

    @property
    def is_cut(self) -> bool:
        """Whether more claims stand in this part than are shown."""
        return len(self.claims) == MOST_CLAIMS


def find_document(connection: Connection, project: int | None, name: str) -> KeptDocument:
    """The one document whose id begins so, or which a caller calls so; LedgerError where there is none, or several."""
    found = find_documents_by_id(connection, project, plain(name)) if project is not None else []
    if not found:
        raise LedgerError("S511", f"no document {name[:100]!r} is kept in this project")
    if len(found) > 1:
        ids = ", ".join(each.id for each in found[:_MOST_TOLD])
        raise LedgerError("S511", f"{name[:100]!r} stands for several documents: {ids}; give more of the id")
    return found[0]


def shelve(connection: Connection, project: int, document: KeptDocument, version: int | None) -> Shelved:
    """A document with its history, at a version; LedgerError where it has none of this number."""
    history = get_history(connection, project, document.id)
    return Shelved(document, history, history.get_version(version))


def read_report(connection: Connection, project: int, shelved: Shelved, asked: Asked) -> Report:
    """The part of a report that is asked for: by its number, else the one that the chosen claim begins in, else the first."""
    text = get_text(connection, shelved.version.text_sha256)
    parts = cut_parts(text)
    reading = shelved.version.reading
    spot = find_claim_spot(connection, reading.no, asked.claim) if reading and asked.claim else None
    number = asked.part or (find_part(parts, spot.span.start) + 1 if spot else 1)
    if number > len(parts):
        raise LedgerError("S511", f"this text has parts 1 to {len(parts)}, none {number}")
    within = parts[number - 1]
    findings = _find_all(connection, project, reading.no, within) if reading else Findings((), (), ())
    blocks = find_blocks(text, within, reading.language if reading else shelved.document.language)
    return Report(
        shelved=shelved,
        part=number,
        parts=len(parts),
        within=within,
        blocks=tuple(highlight(text, within, blocks, findings)),
        claims=tuple(findings.claims),
        mentions=tuple(findings.mentions),
        dates=tuple(findings.dates),
        all_claims=count_claims_of(connection, reading.no) if reading else 0,
        chosen=spot.position + 1 if spot else None,
    )


def number_claims(connection: Connection, project: int, spots: Sequence[ClaimSpot]) -> list[NumberedClaim]:
    """Claims with their numbers in the reading."""
    kept = get_claims(connection, project, [spot.no for spot in spots])
    return [NumberedClaim(spot.position + 1, claim) for spot, claim in zip(spots, kept, strict=True)]


def _find_all(connection: Connection, project: int, reading_no: int, within: Span) -> Findings:
    spots = find_claims_within(connection, reading_no, within, MOST_CLAIMS)
    return Findings(
        claims=number_claims(connection, project, spots),
        mentions=find_mentions_within(connection, reading_no, within, _MOST_NAMES),
        dates=find_dates_within(connection, reading_no, within, _MOST_DATES),
    )
