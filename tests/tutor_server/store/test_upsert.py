from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, create_engine, select

from tutor_server.store.upsert import insert_missing, upsert

COUNTS = Table(
    "counts",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("count", Integer),
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        COUNTS.create(connection)
        yield connection
    engine.dispose()


def _row(name: str, day: int, count: int) -> dict[str, object]:
    return {"name": name, "day": day, "count": count}


def test_a_row_takes_the_place_of_the_one_with_its_key(connection: Connection) -> None:
    upsert(connection, COUNTS, [_row("a", 1, 10), _row("a", 2, 20)])
    upsert(connection, COUNTS, [_row("a", 1, 11), _row("b", 1, 30)])

    found = connection.execute(select(COUNTS).order_by("name", "day")).all()
    assert found == [("a", 1, 11), ("a", 2, 20), ("b", 1, 30)]


def test_of_two_rows_with_one_key_the_later_stays(connection: Connection) -> None:
    upsert(connection, COUNTS, [_row("a", 1, 10), _row("a", 1, 11)])

    assert connection.execute(select(COUNTS)).all() == [("a", 1, 11)]


def test_no_rows_are_nothing_to_do(connection: Connection) -> None:
    upsert(connection, COUNTS, [])

    assert connection.execute(select(COUNTS)).all() == []


def test_a_row_that_is_there_already_is_left_alone(connection: Connection) -> None:
    insert_missing(connection, COUNTS, _row("a", 1, 10))
    insert_missing(connection, COUNTS, _row("a", 1, 99))

    assert connection.execute(select(COUNTS)).all() == [("a", 1, 10)]
