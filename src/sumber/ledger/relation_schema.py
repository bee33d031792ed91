"""The tables of what rests on what.

All but the history of grades is worked out from the readings and the decisions: it is not dumped, and made anew at any
time (`sumber relate --rebuild`). Findings lie here packed, as bytes whose form the analysis knows, beside the plain numbers
by which they are looked up.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from sumber.ledger.schema import METADATA


def _document(name: str = "document_no") -> Column[int]:
    return Column(name, Integer, ForeignKey("documents.no"), primary_key=True, autoincrement=False)


def _place(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _project() -> Column[int]:
    return Column("project_no", Integer, ForeignKey("projects.no"), nullable=False)


profiles = Table(
    "profiles",
    METADATA,
    _document(),
    Column("reading_no", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    # Where the document stands among all others: by its day, then in an order of its own.
    Column("place", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    # Every run asks which documents wait; the answer is not to read the profiles.
    Index(None, "document_no", "reading_no", "version"),
    comment="What of a document's newest reading is compared with others, and by which version it was made.",
)

profile_keys = Table(
    "profile_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    _document(),
    Column("reach", Integer, nullable=False),
    Index(None, "document_no"),
    comment="A key leads from a document to the nearest before it that bear it; documents that enough keys lead between are compared.",
)

meetings = Table(
    "meetings",
    METADATA,
    _document("a_no"),
    _document("b_no"),
    Column("copy_score", Float),
    Index(None, "b_no"),
    comment="Documents that were compared, by the order of their ids; with log-odds where one repeats the other.",
)

due_meetings = Table(
    "due_meetings",
    METADATA,
    _document("a_no"),
    _document("b_no"),
    Index(None, "b_no"),
    comment="Documents of which is to be asked anew whether they are to be compared, or (one alone) what it repeats.",
)

document_relations = Table(
    "document_relations",
    METADATA,
    _document("a_no"),
    _document("b_no"),
    Column("story", Float, nullable=False),
    Column("is_story", Boolean, nullable=False),
    Column("copy_score", Float, nullable=False),
    Column("copy_kind", String(16)),
    Column("direction", String(8), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Index(None, "b_no"),
    comment="Two documents, by the order of their ids; of the documents that one repeats, only the one it most surely does.",
)

claim_relations = Table(
    "claim_relations",
    METADATA,
    _document("a_no"),
    _place("a_at"),
    _document("b_no"),
    _place("b_at"),
    Column("same", Float, nullable=False),
    Column("conflict", Float, nullable=False),
    Column("kind", String(16), nullable=False),
    Index(None, "b_no"),
    comment="Two claims, by their documents and their places there; scores are log-odds.",
)

conflicts = Table(
    "conflicts",
    METADATA,
    _document("a_no"),
    _place("a_at"),
    _document("b_no"),
    _place("b_at"),
    Column("odds", Float, nullable=False),
    Column("kind", String(16), nullable=False),
    Index(None, "b_no"),
    comment="Claims that cannot both be true, as their propositions tell.",
)

propositions = Table(
    "propositions",
    METADATA,
    Column("no", Integer, primary_key=True, autoincrement=False),
    _project(),
    Column("id", String(20), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("credibility", String(1), nullable=False),
    Column("documents", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    # Whether the history of grades knows of it yet.
    Column("is_graded", Boolean, nullable=False),
    Index(None, "project_no", "id"),
    Index(None, "project_no", "is_graded"),
)

proposition_claims = Table(
    "proposition_claims",
    METADATA,
    _document(),
    _place("at"),
    Column("proposition_no", Integer, nullable=False),
    Column("claim_id", String(20), nullable=False),
    Column("part_no", Integer, nullable=False),
    Index(None, "proposition_no"),
    Index(None, "part_no"),
    Index(None, "claim_id"),
    comment="The claims of each proposition; those of one part were gathered together.",
)

proposition_sources = Table(
    "proposition_sources",
    METADATA,
    Column("key", Text, primary_key=True),
    _place("proposition_no"),
    Column("is_origin", Boolean, nullable=False),
    Index(None, "proposition_no"),
    comment="Who stands in the chains of a proposition's claims: an entity's id, else a name.",
)

unsettled_claims = Table(
    "unsettled_claims",
    METADATA,
    _document(),
    _place("at"),
    comment="Claims whose propositions are to be made anew, because a document that bore on them is gone.",
)

grades = Table(
    "grades",
    METADATA,
    Column("no", Integer, primary_key=True, autoincrement=False),
    _project(),
    Column("proposition_id", String(20), nullable=False),
    Column("credibility", String(1), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("proposed_at", String(32), nullable=False),
    Index(None, "project_no"),
    comment="What was proposed when, as long as the documents are kept that it rested on.",
)

graded_claims = Table(
    "graded_claims",
    METADATA,
    _document(),
    Column("claim_id", String(20), primary_key=True),
    _place("grade_no"),
    Index(None, "grade_no"),
    comment="The grades that a claim's propositions were given: by them a history follows a proposition that grows.",
)

DERIVED: Final = (
    profiles,
    profile_keys,
    meetings,
    due_meetings,
    document_relations,
    claim_relations,
    conflicts,
    propositions,
    proposition_claims,
    proposition_sources,
    unsettled_claims,
)
"""What is made anew from the rest at any time."""
