"""What rests on what: profiles, relations, propositions, conflicts, and the history of grades."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0003_corroboration"
down_revision = "v0002_spans_of_parties"


def upgrade() -> None:
    """Make the tables; they are filled by `sumber relate`."""
    _make_profiles()
    _make_relations()
    _make_propositions()
    _make_grades()


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.no"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _make_profiles() -> None:
    op.create_table(
        "profiles",
        _number("document_no"),
        sa.Column("reading_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        _points_to("profiles", "document_no", "documents"),
        sa.PrimaryKeyConstraint("document_no", name=op.f("pk_profiles")),
        comment="What of a document's newest reading is compared with others, and by which version it was made.",
    )
    op.create_table(
        "profile_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        _number("document_no"),
        _points_to("profile_keys", "document_no", "documents"),
        sa.PrimaryKeyConstraint("key", "document_no", name=op.f("pk_profile_keys")),
        comment="Documents that share two keys are compared.",
    )
    _index("profile_keys", "document_no")


def _make_relations() -> None:
    op.create_table(
        "document_relations",
        _number("a_no"),
        _number("b_no"),
        sa.Column("story", sa.Float(), nullable=False),
        sa.Column("is_story", sa.Boolean(), nullable=False),
        sa.Column("copy_score", sa.Float(), nullable=False),
        sa.Column("copy_kind", sa.String(length=16), nullable=True),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        _points_to("document_relations", "a_no", "documents"),
        _points_to("document_relations", "b_no", "documents"),
        sa.PrimaryKeyConstraint("a_no", "b_no", name=op.f("pk_document_relations")),
        comment="Two documents, by the order of their ids; scores are log-odds.",
    )
    _index("document_relations", "b_no")
    scores = {
        "claim_relations": (
            "Two claims, by their documents and their places there; scores are log-odds.",
            "same",
            "conflict",
        ),
        "conflicts": ("Claims that cannot both be true, as their propositions tell.", "odds"),
    }
    for table, (comment, *columns) in scores.items():
        op.create_table(
            table,
            *(_number(name) for name in ("a_no", "a_at", "b_no", "b_at")),
            *(sa.Column(name, sa.Float(), nullable=False) for name in columns),
            sa.Column("kind", sa.String(length=16), nullable=False),
            _points_to(table, "a_no", "documents"),
            _points_to(table, "b_no", "documents"),
            sa.PrimaryKeyConstraint("a_no", "a_at", "b_no", "b_at", name=op.f(f"pk_{table}")),
            comment=comment,
        )
        _index(table, "b_no")


def _make_propositions() -> None:
    op.create_table(
        "propositions",
        _number("no"),
        sa.Column("project_no", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("credibility", sa.String(length=1), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("is_graded", sa.Boolean(), nullable=False),
        _points_to("propositions", "project_no", "projects"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_propositions")),
    )
    _index("propositions", "project_no", "id")
    _index("propositions", "project_no", "is_graded")
    op.create_table(
        "proposition_claims",
        _number("document_no"),
        _number("at"),
        sa.Column("proposition_no", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(length=20), nullable=False),
        _points_to("proposition_claims", "document_no", "documents"),
        sa.PrimaryKeyConstraint("document_no", "at", name=op.f("pk_proposition_claims")),
    )
    _index("proposition_claims", "proposition_no")
    _index("proposition_claims", "claim_id")
    op.create_table(
        "proposition_sources",
        sa.Column("key", sa.Text(), nullable=False),
        _number("proposition_no"),
        sa.Column("is_origin", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "proposition_no", name=op.f("pk_proposition_sources")),
        comment="Who stands in the chains of a proposition's claims: an entity's id, else a name.",
    )
    _index("proposition_sources", "proposition_no")
    op.create_table(
        "unsettled_claims",
        _number("document_no"),
        _number("at"),
        _points_to("unsettled_claims", "document_no", "documents"),
        sa.PrimaryKeyConstraint("document_no", "at", name=op.f("pk_unsettled_claims")),
        comment="Claims whose propositions are to be made anew, because a document that bore on them is gone.",
    )


def _make_grades() -> None:
    op.create_table(
        "grades",
        _number("no"),
        sa.Column("project_no", sa.Integer(), nullable=False),
        sa.Column("proposition_id", sa.String(length=20), nullable=False),
        sa.Column("credibility", sa.String(length=1), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_at", sa.String(length=32), nullable=False),
        _points_to("grades", "project_no", "projects"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_grades")),
        comment="What was proposed when, as long as the documents are kept that it rested on.",
    )
    _index("grades", "project_no")
    op.create_table(
        "graded_claims",
        _number("document_no"),
        sa.Column("claim_id", sa.String(length=20), nullable=False),
        _number("grade_no"),
        _points_to("graded_claims", "document_no", "documents"),
        sa.PrimaryKeyConstraint("document_no", "claim_id", "grade_no", name=op.f("pk_graded_claims")),
        comment="The grades that a claim's propositions were given: by them a history follows a proposition that grows.",
    )
    _index("graded_claims", "grade_no")
