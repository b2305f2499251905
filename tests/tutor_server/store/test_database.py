from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, text

from tests.support.databases import sqlite_url
from tutor_server.store import database as module
from tutor_server.store.database import Database
from tutor_server.store.engine import Fault
from tutor_shared.errors import StoreHeld, StoreUnavailable, StoreUnusable, UsageError

T = TypeVar("T")


class Connectionless:
    """An engine whose writes go wrong as they are told to, and whose errors mean what is set."""

    def __init__(self, fault: Fault, *errors: Exception) -> None:
        self.fault = fault
        self.errors = list(errors)
        self.writes = 0
        self.closed = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.write(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        self.writes += 1
        if self.errors:
            raise self.errors.pop(0)
        return work(None)  # type: ignore[arg-type]  # the works of these tests look at nothing

    def lock_schema(self, connection: Connection) -> None:
        pass

    def judge(self, error: Exception) -> Fault:
        return self.fault

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url(tmp_path))
    yield opened
    await opened.close()


def _tables(connection: Connection) -> set[str]:
    found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    return {row.name for row in found}


def _add_user(connection: Connection) -> None:
    connection.execute(text("INSERT INTO users VALUES ('ada', '2026-11-24 12:00:00.000000')"))


def _count_users(connection: Connection) -> Any:
    return connection.execute(text("SELECT count(*) FROM users")).scalar()


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
async def test_a_database_is_named_by_url_or_path_and_gets_its_tables(
    tmp_path: Path, form: str
) -> None:
    database = await Database.open(form.format(tmp_path / "tutor.db"))

    assert await database.read(_tables) >= {"users", "session_events", "alembic_version"}
    await database.close()


async def test_a_relative_path_is_of_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database = await Database.open("sqlite:///tutor.db")
    await database.close()

    assert (tmp_path / "tutor.db").is_file()


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///:memory:", "mysql://host/x", "://", "postgres ql://x", "x\x1b://"],
)
async def test_what_cannot_be_a_database_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(UsageError, match=r"Write sqlite:///PATH") as refused:
        await Database.open(url)

    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize("word", ["foo", "", ":memory:", "postgres", "sqlite:foo"])
async def test_a_3_a_mere_word_is_no_path_and_makes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"no way to use .* as a database\. Write sqlite:"):
        await Database.open(word)

    assert not (tmp_path / word).is_file()


@pytest.mark.parametrize("path", ["./foo", "foo.db", "foo.sqlite", "foo.sqlite3"])
async def test_a_3_what_looks_like_a_path_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    database = await Database.open(path)
    await database.close()

    assert (tmp_path / path).is_file()


async def test_p_14_a_newer_database_is_refused(tmp_path: Path) -> None:
    database = await Database.open(sqlite_url(tmp_path))
    await database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = 'z'")))
    await database.close()

    with pytest.raises(StoreUnusable, match="Upgrade this one"):
        await Database.open(sqlite_url(tmp_path))


async def test_p_08_damage_found_at_the_upgrade_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tutor.db"
    database = await Database.open(str(path))
    await database.close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xee" * (len(content) - 100))

    with pytest.raises(StoreUnusable):
        await Database.open(str(path))

    assert path.read_bytes()[100:200] == b"\xee" * 100


async def test_two_that_open_a_new_database_at_once_both_succeed(tmp_path: Path) -> None:
    databases = await asyncio.gather(*(Database.open(sqlite_url(tmp_path)) for _ in range(4)))

    for database in databases:
        assert await database.read(_count_users) == 0
        await database.close()


async def test_one_process_serves_and_administration_works_beside_it(tmp_path: Path) -> None:
    serving = await Database.open(sqlite_url(tmp_path), serve=True)

    with pytest.raises(StoreHeld):
        await Database.open(sqlite_url(tmp_path), serve=True)
    beside = await Database.open(sqlite_url(tmp_path))
    await beside.write(_add_user)
    await beside.close()

    assert await serving.read(_count_users) == 1
    await serving.close()


async def test_a_cancelled_caller_does_not_undo_a_write(database: Database) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        inside.set()
        go_on.wait(10)
        _add_user(connection)

    caller = asyncio.create_task(database.write(work))
    await asyncio.to_thread(inside.wait, 10)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await database.write(lambda _connection: None)

    assert await database.read(_count_users) == 1


@pytest.mark.parametrize("kind", ["read", "write"])
async def test_s_47_an_engine_never_sees_its_caller_cancelled(kind: str) -> None:
    go_on, ended = asyncio.Event(), asyncio.Event()

    class Slow(Connectionless):
        async def write(self, work: Callable[[Connection], T]) -> T:
            await go_on.wait()
            ended.set()
            return work(None)  # type: ignore[arg-type]  # the work looks at nothing

    database = Database(Slow(Fault.REFUSED))
    caller = asyncio.create_task(getattr(database, kind)(lambda _connection: None))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await database.close()

    assert ended.is_set()


async def test_s_47_reads_given_up_leave_no_connection_checked_out(database: Database) -> None:
    readers = [asyncio.create_task(database.read(_count_users)) for _ in range(20)]
    await asyncio.sleep(0)
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)

    assert await database.read(_count_users) == 0
    while database._running:
        await asyncio.wait(database._running)
    assert database._engine._readers.pool.checkedout() == 0  # type: ignore[attr-defined]  # SQLite's own


async def test_closing_waits_for_what_is_under_way(tmp_path: Path) -> None:
    database = await Database.open(sqlite_url(tmp_path))
    writer = asyncio.create_task(database.write(_add_user))
    await asyncio.sleep(0)
    await database.close()
    await writer

    with closing(sqlite3.connect(tmp_path / "tutor.db")) as connection:
        assert connection.execute("SELECT name FROM users").fetchall() == [("ada",)]


async def test_p_06_a_full_database_refuses_and_takes_writes_again_by_itself(
    database: Database,
) -> None:
    def fill(connection: Connection) -> None:
        connection.execute(text("INSERT INTO users SELECT hex(randomblob(200000)), ''"))

    await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=40").scalar())
    with pytest.raises(StoreUnavailable, match=r"full.*Nothing was stored"):
        await database.write(fill)
    assert await database.read(_count_users) == 0

    await database.write(_add_user)
    assert await database.read(_count_users) == 1
    assert not database.failed.done()


async def test_p_08_a_replaced_file_ends_the_writing_for_good(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "tutor.db"
    path.rename(tmp_path / "away.db")
    path.write_bytes((tmp_path / "away.db").read_bytes())

    with pytest.raises(StoreUnavailable, match="replaced"):
        await database.write(_add_user)

    assert isinstance(database.failed.result(), StoreUnusable)


async def test_a_read_that_fails_is_unavailable(database: Database) -> None:
    with pytest.raises(StoreUnavailable, match="Try again"):
        await database.read(lambda connection: connection.execute(text("SELECT * FROM nowhere")))


async def test_after_a_fatal_error_nothing_is_tried_again() -> None:
    engine = Connectionless(Fault.FATAL, OSError("disk I/O error"))
    database = Database(engine)

    with pytest.raises(StoreUnavailable, match=r"disk I/O error.*Look at its disk"):
        await database.write(lambda _connection: None)
    with pytest.raises(StoreUnavailable):
        await database.write(lambda _connection: None)

    assert engine.writes == 1
    assert isinstance(database.failed.result(), StoreUnusable)


async def test_a_lost_lease_ends_the_writing_for_good() -> None:
    database = Database(Connectionless(Fault.REFUSED, StoreHeld("Another process serves it.")))

    with pytest.raises(StoreUnavailable):
        await database.write(lambda _connection: None)

    assert isinstance(database.failed.result(), StoreHeld)


async def test_an_error_that_is_the_datas_own_is_handed_on() -> None:
    database = Database(Connectionless(Fault.REFUSED, ValueError("bad data")))

    with pytest.raises(ValueError, match="bad data"):
        await database.write(lambda _connection: None)
    assert not database.failed.done()


async def test_an_unknown_outcome_is_looked_up_before_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LOOK_AFTER_S", (0.0, 0.0))
    gone, still_gone = ConnectionError("gone"), ConnectionError("still gone")
    engine = Connectionless(Fault.UNKNOWN, gone, still_gone)

    found = await Database(engine).write(lambda _c: "not reached", settle=lambda _c: "it is there")

    assert (found, engine.writes) == ("it is there", 3)


@pytest.mark.parametrize("errors", [1, 9])
async def test_an_outcome_not_found_or_not_findable_is_told_as_unknown(
    monkeypatch: pytest.MonkeyPatch, errors: int
) -> None:
    monkeypatch.setattr(module, "_LOOK_AFTER_S", (0.0, 0.0))
    engine = Connectionless(Fault.UNKNOWN, *[ConnectionError("gone")] * errors)

    with pytest.raises(StoreUnavailable, match="It is not known"):
        await Database(engine).write(lambda _c: "x", settle=lambda _c: None)


async def test_an_unknown_outcome_nobody_can_look_up_is_told_as_unknown() -> None:
    engine = Connectionless(Fault.UNKNOWN, ConnectionError("gone"))

    with pytest.raises(StoreUnavailable, match="It is not known"):
        await Database(engine).write(lambda _c: "x")
    assert engine.writes == 1
