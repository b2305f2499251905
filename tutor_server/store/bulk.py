"""One statement for many rows, on the short way to the driver.

The journal sends the same few statements for ever, so each is compiled once a dialect and then
handed to the driver's `executemany` as it is; SQLAlchemy's own way works the parameters out anew
for every row, which costs more than SQLite takes to store it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql import ClauseElement

_Convert = Callable[[Any], Any]


class _Compiled(NamedTuple):
    sql: str
    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    converts: tuple[_Convert | None, ...]


class Bulk:
    """A Core statement with two parameters or more, given by name, a mapping a row."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def execute(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once a row; nothing happens for no rows."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = self._compile(dialect)
        sql, values, converts = self._compiled[dialect.name]
        columns = zip(*map(values, rows), strict=True)
        converted = [
            column if convert is None else _converted(convert, column)
            for convert, column in zip(converts, columns, strict=False)
        ]
        if converted:
            connection.exec_driver_sql(sql, list(zip(*converted, strict=True)))

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect)
        names = compiled.positiontup
        types = [compiled.binds[name].type.dialect_impl(dialect) for name in names]
        converts = tuple(kind.bind_processor(dialect) for kind in types)
        return _Compiled(str(compiled), itemgetter(*names), converts)


def _converted(convert: _Convert, column: Iterable[Any]) -> list[Any]:
    """A column for the driver. The rows of a turn share their moment, which is dear to convert."""
    before, after = None, convert(None)
    converted = []
    for value in column:
        if value is not before:
            before, after = value, convert(value)
        converted.append(after)
    return converted
