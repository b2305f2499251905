"""What every implementation promises is in `tests/contracts/test_sessions.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from tests.support.databases import COURSE, NOW, sqlite_url
from tutor_server.store.database import Database
from tutor_server.store.sessions import StoredSessions
from tutor_server.store.tables import session_histories, users


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url(tmp_path))
    yield opened
    await opened.close()


def _histories(connection: Connection) -> list[tuple[object, ...]]:
    h = session_histories.c
    columns = (h.run, h.epoch, h.owner, h.started, h.ended)
    return [tuple(row) for row in connection.execute(select(*columns).order_by(h.run))]


async def test_a_history_tells_its_owner_and_when_it_began_and_ended(database: Database) -> None:
    sessions, later = StoredSessions(database), NOW + timedelta(hours=1)
    await sessions.open("ada", COURSE, restart=False, owner="first", at=NOW)
    await sessions.open("ada", COURSE, restart=False, owner="second", at=later)
    await sessions.open("ada", COURSE, restart=True, owner="third", at=later)

    assert await database.read(_histories) == [
        (1, 3, "second", NOW, later),
        (2, 1, "third", later, None),
    ]


async def test_the_later_run_is_the_present_one_whatever_the_clock_says(
    database: Database,
) -> None:
    sessions = StoredSessions(database)
    await sessions.open("ada", COURSE, restart=False, owner="t", at=NOW)
    yesterday = NOW - timedelta(days=1)
    new = await sessions.open("ada", COURSE, restart=True, owner="t", at=yesterday)

    again = await sessions.open("ada", COURSE, restart=False, owner="t", at=NOW)

    assert again.session == new.session


async def test_opening_makes_the_learner_known(database: Database) -> None:
    await StoredSessions(database).open("ada", COURSE, restart=False, owner="t", at=NOW)

    assert await database.read(lambda c: c.scalars(select(users.c.name)).all()) == ["ada"]
