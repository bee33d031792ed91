"""What rests on what kept so that its cost does not grow: keys with a reach, meetings, parts of claims.

All of it but the history of grades can be made anew, and is: the next `sumber relate` fills the tables.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0004_bounded_relations"
down_revision = "v0003_corroboration"

_EMPTIED = (
    "unsettled_claims",
    "proposition_sources",
    "propositions",
    "conflicts",
    "claim_relations",
    "document_relations",
)


def upgrade() -> None:
    """Make the tables; what was worked out before goes, and the decisions it was worked out by are taken as new."""
    for table in _EMPTIED:
        op.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  # names from above
    op.execute(sa.text("DELETE FROM facts WHERE name LIKE 'decided in %'"))
    for table in ("profiles", "profile_keys", "proposition_claims"):
        op.drop_table(table)
    _make_profiles()
    _make_keys()
    _make_meetings()
    _make_parts()


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _points_to(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["documents.no"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _make_profiles() -> None:
    op.create_table(
        "profiles",
        _number("document_no"),
        sa.Column("reading_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        _points_to("profiles", "document_no"),
        sa.PrimaryKeyConstraint("document_no", name=op.f("pk_profiles")),
        comment="What of a document's newest reading is compared with others, and by which version it was made.",
    )
    _index("profiles", "document_no", "reading_no", "version")


def _make_keys() -> None:
    op.create_table(
        "profile_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        _number("document_no"),
        sa.Column("reach", sa.Integer(), nullable=False),
        _points_to("profile_keys", "document_no"),
        sa.PrimaryKeyConstraint("key", "place", "document_no", name=op.f("pk_profile_keys")),
        comment="A key leads from a document to the nearest before it that bear it; documents that enough keys lead between are compared.",
    )
    _index("profile_keys", "document_no")


def _make_meetings() -> None:
    told = {
        "meetings": "Documents that were compared, by the order of their ids; with log-odds where one repeats the other.",
        "due_meetings": "Documents of which is to be asked anew whether they are to be compared, or (one alone) what it repeats.",
    }
    for table, comment in told.items():
        scores = [sa.Column("copy_score", sa.Float(), nullable=True)] if table == "meetings" else []
        op.create_table(
            table,
            _number("a_no"),
            _number("b_no"),
            *scores,
            _points_to(table, "a_no"),
            _points_to(table, "b_no"),
            sa.PrimaryKeyConstraint("a_no", "b_no", name=op.f(f"pk_{table}")),
            comment=comment,
        )
        _index(table, "b_no")


def _make_parts() -> None:
    op.create_table(
        "proposition_claims",
        _number("document_no"),
        _number("at"),
        sa.Column("proposition_no", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(length=20), nullable=False),
        sa.Column("part_no", sa.Integer(), nullable=False),
        _points_to("proposition_claims", "document_no"),
        sa.PrimaryKeyConstraint("document_no", "at", name=op.f("pk_proposition_claims")),
        comment="The claims of each proposition; those of one part were gathered together.",
    )
    for column in ("proposition_no", "part_no", "claim_id"):
        _index("proposition_claims", column)
