from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from tests.support.databases import COURSE, NOW, batch, postgres_database
from tutor_server.store import postgres
from tutor_server.store.database import Database
from tutor_server.store.engine import Fault
from tutor_server.store.journal import JournalWriter
from tutor_server.store.postgres import PostgresEngine, check_durable
from tutor_server.store.sessions import StoredSessions
from tutor_shared.errors import StoreHeld, StoreUnavailable, StoreUnusable, UsageError


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = await Database.open(url, serve=True)
    yield opened
    await opened.close()


def _end_others(connection: Connection) -> int:
    """End every other connection to this database, as a restart would."""
    ended = connection.execute(
        text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    ).scalar()
    assert isinstance(ended, int)
    return ended


def _end_itself(connection: Connection) -> None:
    connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


async def _end_all(url: str) -> None:
    outside = await Database.open(url)
    assert await outside.read(_end_others)
    await outside.close()


def test_a_server_that_may_lose_commits_is_refused() -> None:
    check_durable({"fsync": "on", "synchronous_commit": "on"})
    with pytest.raises(StoreUnusable, match="fsync is off"):
        check_durable({"fsync": "off", "synchronous_commit": "on"})


async def test_commits_wait_for_the_disk_whatever_the_database_is_set_to(
    url: str, database: Database
) -> None:
    name = make_url(url).database
    await database.write(
        lambda c: c.execute(text(f"ALTER DATABASE {name} SET synchronous_commit TO off"))
    )
    again = await Database.open(url)

    shown = await again.write(lambda c: c.execute(text("SHOW synchronous_commit")).scalar())

    await again.write(lambda c: c.execute(text(f"ALTER DATABASE {name} RESET ALL")))
    await again.close()
    assert shown == "on"


async def test_a_missing_driver_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda _name: None)
    assert importlib.util.find_spec("asyncpg") is not None

    with pytest.raises(UsageError, match=r"maieutic\[postgres\]"):
        await Database.open("postgresql://127.0.0.1/x")


@pytest.mark.parametrize(
    "wrong", ["postgresql://me:secret@127.0.0.1:1/x", "postgresql://me:secret@127.0.0.1/no_such_db"]
)
async def test_a_server_not_reached_is_named_without_the_password(wrong: str) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached") as refused:
        await Database.open(wrong)

    assert "secret" not in str(refused.value)


async def test_a_second_server_is_refused_and_administration_is_not(
    url: str, database: Database
) -> None:
    with pytest.raises(StoreHeld, match="Stop that one first"):
        await Database.open(url, serve=True)
    beside = await Database.open(url)
    await beside.close()


async def test_the_lease_is_free_after_closing(url: str) -> None:
    for _ in range(2):
        database = await Database.open(url, serve=True)
        await database.close()


async def test_p_05_after_every_connection_broke_reads_and_writes_go_on(
    url: str, database: Database
) -> None:
    await _end_all(url)

    assert await database.read(lambda c: c.execute(text("SELECT 1")).scalar()) == 1
    assert await database.write(lambda c: c.execute(text("SELECT 2")).scalar()) == 2
    with pytest.raises(StoreHeld):
        await Database.open(url, serve=True)


async def test_a_lease_another_process_took_ends_the_writing_for_good(url: str) -> None:
    database = await Database.open(url, serve=True)
    await _end_all(url)
    other = await Database.open(url, serve=True)

    with pytest.raises(StoreUnavailable):
        await database.write(lambda _connection: None)

    assert isinstance(database.failed.result(), StoreHeld)
    await other.close()
    await database.close()


async def test_p_05_a_connection_that_breaks_within_a_write_leaves_an_unknown_outcome(
    database: Database,
) -> None:
    with pytest.raises(StoreUnavailable, match="It is not known"):
        await database.write(_end_itself)

    assert await database.write(lambda c: c.execute(text("SELECT 1")).scalar()) == 1


async def test_p_05_a_committed_write_whose_answer_was_lost_is_found(database: Database) -> None:
    def commit_then_break(connection: Connection) -> str:
        connection.execute(text("CREATE TABLE IF NOT EXISTS kept (x int)"))
        connection.execute(text("COMMIT"))
        _end_itself(connection)
        return "not reached"

    def look(connection: Connection) -> str | None:
        found = connection.execute(text("SELECT to_regclass('kept')")).scalar()
        return None if found is None else "found"

    assert await database.write(commit_then_break, settle=look) == "found"
    await database.write(lambda c: c.execute(text("DROP TABLE kept")))


async def test_p_05_a_journal_lives_through_broken_connections(
    url: str, database: Database
) -> None:
    journal, sessions = JournalWriter(database), StoredSessions(database)
    await journal.start()
    opened = await sessions.open("ada", COURSE, restart=False, owner="t", at=NOW)
    acked: list[int] = []
    for _ in range(5):
        await _end_all(url)
        try:
            acked.append(await journal.append(batch(opened)))
        except StoreUnavailable:
            continue
    await journal.stop()

    seqs = [found.seq for found in await sessions.rows(opened.session)]
    assert set(acked) <= set(seqs)
    assert seqs == list(range(1, len(seqs) + 1))
    assert acked


async def test_s_47_no_connection_stays_checked_out_after_a_write_that_raised(
    database: Database,
) -> None:
    def fail(_connection: Connection) -> None:
        raise ZeroDivisionError

    for _ in range(10):
        with pytest.raises(ZeroDivisionError):
            await database.write(fail)

    assert database._engine._pool.pool.checkedout() == 0  # type: ignore[attr-defined]  # Postgres's own


async def test_two_that_open_a_new_database_at_once_both_succeed() -> None:
    with postgres_database() as url:
        databases = await asyncio.gather(*(Database.open(url) for _ in range(3)))
        for database in databases:
            await database.close()


async def test_f_12_two_processes_opening_one_session_get_two_epochs(url: str) -> None:
    databases = [await Database.open(url) for _ in range(2)]

    opened = await asyncio.gather(
        *(
            StoredSessions(database).open("zoe", COURSE, restart=False, owner="t", at=NOW)
            for database in databases * 3
        )
    )
    for database in databases:
        await database.close()

    assert sorted(found.epoch for found in opened) == [1, 2, 3, 4, 5, 6]
    assert len({found.session for found in opened}) == 1


class _FailedError(Exception):
    def __init__(self, state: str = "", *, invalidated: bool = False) -> None:
        self.orig: Any = self
        self.sqlstate = state
        self.connection_invalidated = invalidated
        super().__init__()


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (_FailedError(invalidated=True), Fault.UNKNOWN),
        (ConnectionResetError(), Fault.UNKNOWN),
        (TimeoutError(), Fault.UNKNOWN),
        (_FailedError("53100"), Fault.PASSING),
        (_FailedError("53300"), Fault.PASSING),
        (_FailedError("55P03"), Fault.PASSING),
        (_FailedError("40P01"), Fault.PASSING),
        (_FailedError("23505"), Fault.REFUSED),
        (_FailedError("22P05"), Fault.REFUSED),
        (ValueError(), Fault.REFUSED),
    ],
)
async def test_errors_are_judged_by_the_connection_and_the_sqlstate(
    error: Exception, fault: Fault
) -> None:
    engine = PostgresEngine(make_url("postgresql://127.0.0.1/x"))

    assert engine.judge(error) is fault
    await engine.close()
