from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.support.databases import COURSE, NOW, batch, row, sqlite_url
from tutor_server.session.ports import Batch, Opened
from tutor_server.store.database import Database
from tutor_server.store.group import Group
from tutor_server.store.sessions import StoredSessions
from tutor_shared.errors import IdRepeated


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url(tmp_path))
    yield opened
    await opened.close()


async def _session(database: Database, user: str = "ada") -> Opened:
    return await StoredSessions(database).open(user, COURSE, restart=False, owner="t", at=NOW)


async def test_a_group_of_many_sessions_is_one_transaction(database: Database) -> None:
    opened = [await _session(database, user) for user in ("ada", "bob", "eve")]
    group = Group([batch(found, row("a"), row("b")) for found in opened])

    assert await database.write(group.store) == [1, 1, 1]


async def test_outcomes_come_in_the_order_of_the_batches(database: Database) -> None:
    opened = await _session(database)
    mine = row(client_id="a-client-id-of-mine")
    group = Group([batch(opened, mine), batch(opened, mine), batch(opened)])

    first, repeated, last = await database.write(group.store)

    assert (first, last) == (1, 2)
    assert isinstance(repeated, IdRepeated)


async def test_known_ids_are_found_by_an_index(database: Database) -> None:
    def plan(connection: Connection) -> str:
        found = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT seq FROM session_events WHERE client_id IN ('a', 'b')")
        )
        return " ".join(str(step.detail) for step in found)

    assert "SEARCH" in await database.read(plan)


async def test_a_committed_group_is_recognised_by_its_rows(database: Database) -> None:
    opened = await _session(database)
    group = Group([batch(opened, row("a"), row("b"))])
    outcomes = await database.write(group.store)

    assert await database.read(group.settle) == outcomes


async def test_a_group_rolled_back_is_not_there(database: Database) -> None:
    opened = await _session(database)
    group = Group([batch(opened)])

    def lose(connection: Connection) -> None:
        group.store(connection)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await database.write(lose)

    assert await database.read(group.settle) is None


async def test_f_12_what_another_owner_did_since_is_not_taken_for_ones_own(
    database: Database,
) -> None:
    opened = await _session(database)
    lost = Group([batch(opened)])
    with pytest.raises(ZeroDivisionError):
        await database.write(lambda connection: lost.store(connection) and 1 // 0)

    await database.write(Group([batch(await _session(database))]).store)

    assert await database.read(lost.settle) is None


async def test_a_group_without_rows_cannot_be_recognised(database: Database) -> None:
    opened = await _session(database)
    group = Group([Batch(opened.session, opened.epoch, (), "exposition", NOW)])
    assert await database.write(group.store) == [1]

    assert await database.read(group.settle) is None
