"""One statement for many rows, on the short way to the driver.

The journal sends the same few statements for ever, so each is compiled once a dialect and then
handed to the driver's `executemany` as it is; SQLAlchemy's own way works the parameters out anew
for every row, which costs more than SQLite takes to store it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql import ClauseElement

_Convert = Callable[[Any], Any] | None


class Bulk:
    """A Core statement whose parameters are given by name, a mapping a row."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, list[tuple[str, _Convert]]]] = {}

    def execute(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once a row; nothing happens for no rows."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = self._compile(dialect)
        sql, wanted = self._compiled[dialect.name]
        parameters = [
            tuple(
                [row[name] if convert is None else convert(row[name]) for name, convert in wanted]
            )
            for row in rows
        ]
        if parameters:
            connection.exec_driver_sql(sql, parameters)

    def _compile(self, dialect: Dialect) -> tuple[str, list[tuple[str, _Convert]]]:
        compiled: Any = self._statement.compile(dialect=dialect)
        wanted = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup
        ]
        return str(compiled), wanted
