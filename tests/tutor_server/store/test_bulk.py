from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    bindparam,
    create_engine,
    insert,
    select,
    update,
)

from tests.support.databases import NOW
from tutor_server.store.bulk import Bulk
from tutor_server.store.columns import UtcTime, Utf8

NOTES = Table(
    "notes",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text", Utf8),
    Column("at", UtcTime),
)
INSERT = Bulk(insert(NOTES))


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        NOTES.create(connection)
        yield connection
    engine.dispose()


def test_rows_are_stored_with_their_columns_types(connection: Connection) -> None:
    INSERT.execute(connection, [{"id": id, "text": b"x%d" % id, "at": NOW} for id in (1, 2)])

    assert connection.execute(select(NOTES)).all() == [(1, b"x1", NOW), (2, b"x2", NOW)]


def test_the_order_of_names_in_a_row_does_not_matter(connection: Connection) -> None:
    INSERT.execute(connection, [{"at": None, "text": None, "id": 7}])

    assert connection.execute(select(NOTES)).all() == [(7, None, None)]


def test_an_update_takes_its_own_names(connection: Connection) -> None:
    INSERT.execute(connection, [{"id": 1, "text": b"old", "at": NOW}])
    change = Bulk(update(NOTES).where(NOTES.c.id == bindparam("of")).values(text=bindparam("new")))

    change.execute(connection, [{"new": b"new", "of": 1}])

    assert connection.scalar(select(NOTES.c.text)) == b"new"


def test_no_rows_run_nothing(connection: Connection) -> None:
    INSERT.execute(connection, [])

    assert connection.execute(select(NOTES)).all() == []


def test_no_rows_are_no_statement(connection: Connection) -> None:
    INSERT.execute(connection, [])

    assert connection.execute(select(NOTES)).all() == []


def test_values_that_repeat_and_change_again_are_each_converted(connection: Connection) -> None:
    texts = (b"x", b"x", None, b"x", b"y")
    INSERT.execute(connection, [{"id": n, "text": t, "at": NOW} for n, t in enumerate(texts)])

    assert tuple(connection.scalars(select(NOTES.c.text).order_by(NOTES.c.id))) == texts
