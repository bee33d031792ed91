"""The first tables, the search indexes, and the triggers that keep what was said from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0001_first_tables"
down_revision = None

# Never changed in place: a better reading adds rows. Deleting is for a lawful erasure alone, and never of the log.
_UNCHANGED = (
    "stored_bytes",
    "versions",
    "captures",
    "readings",
    "claims",
    "links",
    "events",
    "parties",
    "mentions",
    "dates",
    "judgements",
    "checkpoints",
    "timestamps",
)
_KEPT_OF_A_LEAF = ("seq", "leaf_hash", "kind", "subject", "logged_at")


def upgrade() -> None:
    """Make everything."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _make_sqlite_parts()
    else:
        _make_postgresql_parts()


def _make_sqlite_parts() -> None:
    for index in ("claim_search", "document_search"):
        # Tokens come ready-made and parted by blanks: letters beyond ASCII and "_" belong to them, nothing is folded.
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5(tokens, content='', columnsize=0, detail=none, "
            "tokenize=\"ascii tokenchars '_'\")"
        )
    for name in _UNCHANGED:
        op.execute(
            f"CREATE TRIGGER {name}_stay BEFORE UPDATE ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} are never changed'); END"
        )
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _KEPT_OF_A_LEAF)
    op.execute(
        f"CREATE TRIGGER log_leaves_stay BEFORE UPDATE ON log_leaves WHEN {changed} OR NEW.salt IS NOT NULL "
        "OR NEW.content IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER log_leaves_last BEFORE DELETE ON log_leaves "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )


def _make_postgresql_parts() -> None:
    for index in ("claim_search", "document_search"):
        op.execute(f"CREATE TABLE {index} (no integer PRIMARY KEY, tokens tsvector NOT NULL)")
        op.execute(f"CREATE INDEX ix_{index}_tokens ON {index} USING gin (tokens)")
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION '% are never changed', TG_TABLE_NAME; END$$"
    )
    for name in _UNCHANGED:
        op.execute(f"CREATE TRIGGER {name}_stay BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _KEPT_OF_A_LEAF)
    op.execute(
        f"CREATE TRIGGER log_leaves_stay BEFORE UPDATE ON log_leaves FOR EACH ROW WHEN ({changed} "
        "OR NEW.salt IS NOT NULL OR NEW.content IS NOT NULL) EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER log_leaves_last BEFORE DELETE ON log_leaves FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _make_tables() -> None:
    op.create_table(
        "entities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
        comment="What mentions, links and parties were resolved to.",
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
        comment="What the ledger knows of itself, such as the rules its search index was made by.",
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
        comment="Signed heads of the log, with the hashes it takes to go on from there.",
    )
    op.create_table(
        "timestamps",
        sa.Column("checkpoint", sa.String(length=64), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.Column("stamped_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("checkpoint", name=op.f("pk_timestamps")),
        comment="What timestamp authorities answered, by the SHA-256 of the checkpoint's note.",
    )
    op.create_table(
        "log_leaves",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("logged_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind in ('document', 'reading', 'judgement', 'erasure')", name=op.f("ck_log_leaves_kind")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log_leaves")),
        comment="The append-only log; an erasure takes salt and content of a leaf, never its hash.",
    )
    op.create_index(op.f("ix_log_leaves_subject"), "log_leaves", ["subject"], unique=False)
    op.create_table(
        "projects",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_projects")),
        sa.UniqueConstraint("name", name=op.f("uq_projects_name")),
    )
    op.create_table(
        "stored_bytes",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_bytes")),
        comment="Bytes by the SHA-256 of what they are unpacked: originals and texts (UTF-8), each once.",
    )
    op.create_table(
        "documents",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_no", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_entity", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("kept_at", sa.String(length=32), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("reading_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["project_no"], ["projects.no"], name=op.f("fk_documents_project_no")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_documents")),
        sa.UniqueConstraint("project_no", "id", name=op.f("uq_documents_project_no_id")),
    )
    op.create_index(op.f("ix_documents_project_no_caller_id"), "documents", ["project_no", "caller_id"], unique=False)
    op.create_index(op.f("ix_documents_reading_no"), "documents", ["reading_no"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("project_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("document_id", sa.String(length=20), nullable=True),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["project_no"], ["projects.no"], name=op.f("fk_judgements_project_no")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
        comment="What persons decided; taking one back is a further row.",
    )
    op.create_index(
        op.f("ix_judgements_project_no_document_id"), "judgements", ["project_no", "document_id"], unique=False
    )
    op.create_index(op.f("ix_judgements_subject"), "judgements", ["subject"], unique=False)
    op.create_table(
        "versions",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_no", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["document_no"], ["documents.no"], name=op.f("fk_versions_document_no")),
        sa.ForeignKeyConstraint(["text_sha256"], ["stored_bytes.sha256"], name=op.f("fk_versions_text_sha256")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_versions")),
        sa.UniqueConstraint("document_no", "number", name=op.f("uq_versions_document_no_number")),
        sa.UniqueConstraint("document_no", "text_sha256", name=op.f("uq_versions_document_no_text_sha256")),
        comment="A document's texts in the order they were first kept.",
    )
    op.create_index(op.f("ix_versions_text_sha256"), "versions", ["text_sha256"], unique=False)
    op.create_table(
        "captures",
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kept_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["stored_bytes.sha256"], name=op.f("fk_captures_sha256")),
        sa.ForeignKeyConstraint(["version_no"], ["versions.no"], name=op.f("fk_captures_version_no")),
        sa.PrimaryKeyConstraint("version_no", "sha256", name=op.f("pk_captures")),
        comment="The original bytes that a version's text was taken from.",
    )
    op.create_index(op.f("ix_captures_sha256"), "captures", ["sha256"], unique=False)
    op.create_table(
        "readings",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("read_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["version_no"], ["versions.no"], name=op.f("fk_readings_version_no")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_readings")),
        sa.UniqueConstraint("version_no", "id", name=op.f("uq_readings_version_no_id")),
        comment="Each reading whole, as packed JSON without the text, beside its rows in the tables below.",
    )
    op.create_index(op.f("ix_readings_id"), "readings", ["id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("reading_no", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("hedged", sa.Boolean(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["reading_no"], ["readings.no"], name=op.f("fk_claims_reading_no")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_claims")),
        sa.UniqueConstraint("reading_no", "position", name=op.f("uq_claims_reading_no_position")),
    )
    op.create_index(op.f("ix_claims_id"), "claims", ["id"], unique=False)
    op.create_table(
        "dates",
        sa.Column("reading_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.Column("anchor", sa.String(length=16), nullable=False),
        sa.Column("weekday_agrees", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["reading_no"], ["readings.no"], name=op.f("fk_dates_reading_no")),
        sa.PrimaryKeyConstraint("reading_no", "position", name=op.f("pk_dates")),
    )
    op.create_table(
        "mentions",
        sa.Column("reading_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_no"], ["readings.no"], name=op.f("fk_mentions_reading_no")),
        sa.PrimaryKeyConstraint("reading_no", "position", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_entity_reading_no"), "mentions", ["entity", "reading_no"], unique=False)
    op.create_table(
        "events",
        sa.Column("claim_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("tense", sa.String(length=16), nullable=False),
        sa.Column("object", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Text(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("quantity_hedged", sa.Boolean(), nullable=True),
        sa.Column("quantity_start", sa.Integer(), nullable=True),
        sa.Column("quantity_end", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_entity", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["claim_no"], ["claims.no"], name=op.f("fk_events_claim_no")),
        sa.PrimaryKeyConstraint("claim_no", name=op.f("pk_events")),
    )
    op.create_table(
        "links",
        sa.Column("claim_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_no"], ["claims.no"], name=op.f("fk_links_claim_no")),
        sa.PrimaryKeyConstraint("claim_no", "position", name=op.f("pk_links")),
        comment="A claim's chain, origin first.",
    )
    op.create_table(
        "parties",
        sa.Column("claim_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_no"], ["claims.no"], name=op.f("fk_parties_claim_no")),
        sa.PrimaryKeyConstraint("claim_no", "role", "position", name=op.f("pk_parties")),
        comment="Actors and recipients of a claim's event.",
    )
