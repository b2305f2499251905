"""Bringing a database to the shape this version knows, and refusing one it does not.

Whoever opens the database first upgrades it. The caller holds a write transaction; on SQLite that
alone keeps others out (`BEGIN IMMEDIATE`), on Postgres an advisory lock does. Steps run inside that
transaction, so a killed upgrade leaves the older shape, whole.

alembic is imported only when there is a step to run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, String, column, inspect, select, table

from tutor_server.store.tables import metadata
from tutor_shared.errors import StoreUnusable

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

#: Every revision this version can read, oldest first.
REVISIONS: Final = ("0001",)

#: `alembic_version`, which alembic itself makes and fills.
_VERSION: Final = select(column("version_num", String)).select_from(table("alembic_version"))
_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run the missing steps, none if the database is of this version already.

    Raises:
        StoreUnusable: the database is newer than this program, or another program's.
    """
    revision = _revision(connection)
    if revision == REVISIONS[-1]:
        return
    if revision is not None and revision not in REVISIONS:
        raise StoreUnusable(
            f"The database was made by a newer version of tutor (its revision is {revision!r:.40}, "
            f"the newest known here {REVISIONS[-1]!r}). Upgrade this one."
        )
    _run_steps(connection)


def scripts() -> ScriptDirectory:
    """The steps, as alembic sees them."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_MIGRATIONS))


def _revision(connection: Connection) -> str | None:
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names:
        return connection.execute(_VERSION).scalar_one_or_none()
    if names & metadata.tables.keys():
        raise StoreUnusable(
            "The database holds tables of another program under names tutor uses. "
            "Name an empty database."
        )
    return None


def _run_steps(connection: Connection) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    script = scripts()

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)  # noqa: SLF001 - as alembic's own `upgrade` command does

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        environment.run_migrations()
