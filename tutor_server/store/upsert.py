"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy keeps apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from tutor_server.store.bulk import Bulk

_Insert = sqlite.Insert | postgresql.Insert
_INSERTS: Final = {"sqlite": sqlite.Insert, "postgresql": postgresql.Insert}


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Store the rows, each over the one with its primary key if there is one."""
    _replacing(connection.dialect.name, table).execute(connection, rows)


def insert_missing(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Store the row unless one with its primary key is there."""
    connection.execute(_keeping(connection.dialect.name, table), row)


@cache
def _replacing(dialect: str, table: Table) -> Bulk:
    insert = cast("_Insert", _INSERTS[dialect](table))
    values = [column.name for column in table.columns if not column.primary_key]
    statement = insert.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: insert.excluded[name] for name in values},
    )
    return Bulk(statement)


@cache
def _keeping(dialect: str, table: Table) -> Executable:
    return cast("_Insert", _INSERTS[dialect](table)).on_conflict_do_nothing(
        index_elements=list(table.primary_key)
    )
