"""Migrations: how a ledger of an earlier version becomes one of this."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from sumber.errors import LedgerError

_FOLDER: Final = Path(str(resources.files(__name__)))


def revisions() -> tuple[str, ...]:
    """The versions of the tables this program knows, oldest first, by file name."""
    return tuple(sorted(file.stem for file in (_FOLDER / "versions").glob("v[0-9]*.py")))


def find_revision(connection: Connection) -> str | None:
    """The version of a database's tables, None where it holds none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None


def check_revision(connection: Connection, where: str) -> bool:
    """Whether a database is of this version; LedgerError where it is of a newer one, or holds tables of something else."""
    found = find_revision(connection)
    if found is None and (others := inspect(connection).get_table_names()):
        raise LedgerError(
            "S501",
            f"{where}: this is no ledger, but a database with other tables ({', '.join(sorted(others)[:3])}); "
            "give another one with --ledger",
        )
    if found is not None and found not in revisions():
        raise LedgerError(
            "S506",
            f"{where}: this ledger was written by a newer Sumber (tables {found}, known here up to "
            f"{revisions()[-1]}); install that version (pip install --upgrade sumber). Nothing was changed",
        )
    return found == revisions()[-1]


def upgrade(connection: Connection, target: str = "head") -> None:
    """Bring the tables up to a version, in the transaction at hand: whole or not at all."""
    # Alembic takes a tenth of a second to import, and a ledger that is up to date does not need it.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    script = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs(target, revision)  # type: ignore[arg-type]  # noqa: SLF001  # as alembic's own upgrade command does

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
