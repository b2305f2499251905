"""What the engine itself finds wrong with its database, before anybody looks at what it means.

SQLite walks its whole file. Postgres keeps its constraints on every write, so there its catalogue
is asked whether it still does: none switched off, unproven, or with an unusable index behind it.
References are followed by a query of our own on both, because neither looks at old rows again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Column, Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from tutor_server.store.database import Database
from tutor_server.store.tables import metadata
from tutor_shared.wire.clean import clean

#: A badly damaged file has a line for every page; these are enough to know.
_MOST: Final = 20

_UNPROVEN: Final = text(
    "SELECT conrelid::regclass::text || ': the constraint ' || conname || ' is not proven'"
    " FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND NOT convalidated"
)
_UNUSABLE: Final = text(
    "SELECT indrelid::regclass::text || ': the index ' || indexrelid::regclass::text"
    " || ' cannot be used' FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)"
)
_SWITCHED_OFF: Final = text(
    "SELECT tgrelid::regclass::text || ': the constraint behind ' || tgname || ' is switched off'"
    " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE relnamespace = current_schema()::regnamespace AND tgisinternal AND tgenabled = 'D'"
)


async def faults(database: Database) -> Sequence[str]:
    """What is wrong, a line each, at most a screenful; empty for a whole database.

    Raises:
        StoreUnavailable: it cannot be read.
    """
    own = await database.read(_own_faults)
    # A damaged file cannot be queried any further.
    return own or await database.read(_lost_references)


def _own_faults(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        told = [line for text in _walk(connection) for line in text.splitlines()]
        return [clean(line) for line in told if line != "ok" and not line.startswith("***")]
    queries = (_UNPROVEN, _UNUSABLE, _SWITCHED_OFF)
    return [clean(line) for query in queries for line in connection.scalars(query).all()][:_MOST]


def _walk(connection: Connection) -> Sequence[str]:
    # A torn page can stop the whole walk with an error; the quick one then still names the page.
    for walk in ("integrity_check", "quick_check"):
        try:
            return connection.exec_driver_sql(f"PRAGMA {walk}({_MOST})").scalars().all()
        except DBAPIError as error:
            if not getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
                raise
    return ["the file is damaged so badly that SQLite cannot say where"]


def _lost_references(connection: Connection) -> list[str]:
    return [
        f"{column.table.name}: {count} rows name a {column.name} that is not there"
        for column, target in _references()
        if (count := _dangling(connection, column, target))
    ]


def _references() -> Iterator[tuple[Column[object], Column[object]]]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                yield column, key.column


def _dangling(connection: Connection, column: Column[object], target: Column[object]) -> int:
    there = select(target).where(target == column).exists()
    return connection.scalar(select(func.count()).where(column.is_not(None), ~there)) or 0
