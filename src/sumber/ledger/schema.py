"""The tables of a ledger, the same in every store.

Rows are numbered by the store (`no`); what is shown and handed on are ids, which are hashes of content and so the same
whatever came first. Times are RFC 3339 in UTC. A text column never holds what a store cannot keep (a zero byte); the
bytes and the whole reading hold every sign as it came.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> Column[int]:
    # Numbers are given under the write lock, so that a batch needs no question back for each row.
    return Column("no", Integer, primary_key=True, autoincrement=False)


projects = Table(
    "projects",
    METADATA,
    _number(),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", String(32), nullable=False),
)

stored_bytes = Table(
    "stored_bytes",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    comment="Bytes by the SHA-256 of what they are unpacked: originals and texts (UTF-8), each once.",
)

documents = Table(
    "documents",
    METADATA,
    _number(),
    Column("project_no", Integer, ForeignKey("projects.no"), nullable=False),
    Column("id", String(20), nullable=False),
    Column("caller_id", Text, nullable=False),
    Column("publisher", Text),
    Column("publisher_entity", Text),
    Column("url", Text),
    Column("title", Text),
    Column("language", String(8)),
    Column("published_at", Text),
    Column("byline", Text),
    Column("synthetic", Boolean, nullable=False),
    Column("kept_at", String(32), nullable=False),
    # The view: which version and which of its readings are the newest.
    Column("version_no", Integer, nullable=False),
    Column("reading_no", Integer),
    UniqueConstraint("project_no", "id"),
    Index(None, "project_no", "caller_id"),
    Index(None, "reading_no"),
)

versions = Table(
    "versions",
    METADATA,
    _number(),
    Column("document_no", Integer, ForeignKey("documents.no"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_sha256", String(64), ForeignKey("stored_bytes.sha256"), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("kept_at", String(32), nullable=False),
    UniqueConstraint("document_no", "text_sha256"),
    UniqueConstraint("document_no", "number"),
    Index(None, "text_sha256"),
    comment="A document's texts in the order they were first kept.",
)

captures = Table(
    "captures",
    METADATA,
    Column("version_no", Integer, ForeignKey("versions.no"), primary_key=True),
    Column("sha256", String(64), ForeignKey("stored_bytes.sha256"), primary_key=True),
    Column("kept_at", String(32), nullable=False),
    Index(None, "sha256"),
    comment="The original bytes that a version's text was taken from.",
)

readings = Table(
    "readings",
    METADATA,
    _number(),
    Column("id", String(20), nullable=False),
    Column("version_no", Integer, ForeignKey("versions.no"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("language", String(8)),
    Column("content_sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("read_at", String(32), nullable=False),
    UniqueConstraint("version_no", "id"),
    Index(None, "id"),
    comment="Each reading whole, as packed JSON without the text, beside its rows in the tables below.",
)

claims = Table(
    "claims",
    METADATA,
    _number(),
    Column("id", String(20), nullable=False),
    Column("reading_no", Integer, ForeignKey("readings.no"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("reading_no", "position"),
    Index(None, "id"),
)

links = Table(
    "links",
    METADATA,
    Column("claim_no", Integer, ForeignKey("claims.no"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("entity", Text),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("carried", Boolean, nullable=False),
    Column("cue", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    comment="A claim's chain, origin first.",
)

events = Table(
    "events",
    METADATA,
    Column("claim_no", Integer, ForeignKey("claims.no"), primary_key=True, autoincrement=False),
    Column("type", String(16), nullable=False),
    Column("tense", String(16), nullable=False),
    Column("object", Text),
    Column("quantity", Text),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("unit", Text),
    Column("quantity_hedged", Boolean),
    Column("quantity_start", Integer),
    Column("quantity_end", Integer),
    Column("place", Text),
    Column("place_entity", Text),
    # Of older readings not known.
    Column("place_start", Integer),
    Column("place_end", Integer),
    Column("time", Text),
    Column("earliest", String(10)),
    Column("latest", String(10)),
)

parties = Table(
    "parties",
    METADATA,
    Column("claim_no", Integer, ForeignKey("claims.no"), primary_key=True, autoincrement=False),
    Column("role", String(16), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("entity", Text),
    # Where the words stand that name it, in the claim or elsewhere; of older readings not known.
    Column("span_start", Integer),
    Column("span_end", Integer),
    comment="Actors and recipients of a claim's event.",
)

mentions = Table(
    "mentions",
    METADATA,
    Column("reading_no", Integer, ForeignKey("readings.no"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("entity", Text),
    Index(None, "entity", "reading_no"),
)

dates = Table(
    "dates",
    METADATA,
    Column("reading_no", Integer, ForeignKey("readings.no"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("value", Text),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("anchor", String(16), nullable=False),
    Column("weekday_agrees", Boolean),
)

entities = Table(
    "entities",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    comment="What mentions, links and parties were resolved to.",
)

judgements = Table(
    "judgements",
    METADATA,
    _number(),
    Column("id", String(20), nullable=False, unique=True),
    Column("project_no", Integer, ForeignKey("projects.no"), nullable=False),
    Column("kind", String(16), nullable=False),
    # A claim's id, an entity's id, or the id of the judgement that an "undo" takes back.
    Column("subject", Text, nullable=False),
    Column("other", Text),
    # Where the claim stands: a decision belongs to the words, and outlives a reading that draws them a little otherwise.
    Column("document_id", String(20)),
    Column("text_sha256", String(64)),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("value", Text),
    Column("score", Float),
    Column("reason", Text),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", String(32), nullable=False),
    Index(None, "subject"),
    Index(None, "project_no", "document_id"),
    comment="What persons decided; taking one back is a further row.",
)

log_leaves = Table(
    "log_leaves",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("leaf_hash", LargeBinary(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("subject", String(20), nullable=False),
    Column("salt", LargeBinary(32)),
    Column("content", LargeBinary),
    Column("logged_at", String(32), nullable=False),
    CheckConstraint("kind in ('document', 'reading', 'judgement', 'erasure')", name="kind"),
    Index(None, "subject"),
    comment="The append-only log; an erasure takes salt and content of a leaf, never its hash.",
)

checkpoints = Table(
    "checkpoints",
    METADATA,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("note", LargeBinary, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("signed_at", String(32), nullable=False),
    comment="Signed heads of the log, with the hashes it takes to go on from there.",
)

timestamps = Table(
    "timestamps",
    METADATA,
    Column("checkpoint", String(64), primary_key=True),
    Column("response", LargeBinary, nullable=False),
    Column("stamped_at", String(32), nullable=False),
    comment="What timestamp authorities answered, by the SHA-256 of the checkpoint's note.",
)

facts = Table(
    "facts",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
    comment="What the ledger knows of itself, such as the rules its search index was made by.",
)
