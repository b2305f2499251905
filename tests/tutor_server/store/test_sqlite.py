from __future__ import annotations

import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from tests.support.databases import names_in
from tutor_server.store import sqlite
from tutor_server.store.engine import Fault
from tutor_server.store.sqlite import SqliteEngine
from tutor_shared.errors import StoreHeld, StoreUnusable


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    opened = await SqliteEngine.open(tmp_path / "tutor.db", serve=True)
    yield opened
    await opened.close()


def _settings(connection: Connection) -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


def _make_table(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE t (x INTEGER PRIMARY KEY)"))


def _count(connection: Connection) -> object:
    return connection.execute(text("SELECT count(*) FROM t")).scalar()


def _add(connection: Connection) -> None:
    connection.execute(text("INSERT INTO t DEFAULT VALUES"))


async def test_every_connection_is_durable_and_a_reader_cannot_write(engine: SqliteEngine) -> None:
    durable = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}

    assert await engine.write(_settings) == {**durable, "query_only": 0}
    assert await engine.read(_settings) == {**durable, "query_only": 1}


async def test_a_setting_that_does_not_take_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlite._SETTINGS, "synchronous", 7)

    with pytest.raises(StoreUnusable, match="synchronous is"):
        await SqliteEngine.open(tmp_path / "tutor.db", serve=False)


async def test_writes_are_in_one_thread_that_is_not_the_callers(engine: SqliteEngine) -> None:
    threads = {await engine.write(lambda _connection: threading.get_ident()) for _ in range(3)}

    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_a_write_that_raises_leaves_nothing(engine: SqliteEngine) -> None:
    def work(connection: Connection) -> None:
        _add(connection)
        raise ZeroDivisionError

    await engine.write(_make_table)
    with pytest.raises(ZeroDivisionError):
        await engine.write(work)

    assert await engine.read(_count) == 0


async def test_a_write_is_seen_by_the_next_read(engine: SqliteEngine) -> None:
    await engine.write(_make_table)
    await engine.write(_add)

    assert await engine.read(_count) == 1


async def test_a_writer_takes_the_lock_before_it_reads(
    engine: SqliteEngine, tmp_path: Path
) -> None:
    def other_writer(_connection: Connection) -> str:
        with closing(sqlite3.connect(tmp_path / "tutor.db", timeout=0)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                return str(error)
        return "let in"

    assert await engine.write(other_writer) == "database is locked"


async def test_a_second_server_is_refused_and_administration_is_not(
    engine: SqliteEngine, tmp_path: Path
) -> None:
    with pytest.raises(StoreHeld):
        await SqliteEngine.open(tmp_path / "tutor.db", serve=True)

    beside = await SqliteEngine.open(tmp_path / "tutor.db", serve=False)
    await beside.write(_make_table)
    await beside.close()
    assert await engine.read(_count) == 0


async def test_the_lease_is_free_after_closing(tmp_path: Path) -> None:
    for _ in range(2):
        engine = await SqliteEngine.open(tmp_path / "tutor.db", serve=True)
        await engine.close()


async def test_closing_folds_the_wal_into_the_file(tmp_path: Path) -> None:
    engine = await SqliteEngine.open(tmp_path / "tutor.db", serve=False)
    await engine.write(_make_table)
    await engine.read(_count)
    await engine.close()

    assert names_in(tmp_path) == ["tutor.db"]


async def test_p_08_a_damaged_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tutor.db"
    engine = await SqliteEngine.open(path, serve=False)
    await engine.write(_make_table)
    await engine.close()
    damaged = path.read_bytes()[:16] + b"\xee" * 4080 + path.read_bytes()[4096:]
    path.write_bytes(damaged)

    with pytest.raises(StoreUnusable, match="Restore it from a backup"):
        await SqliteEngine.open(path, serve=False)

    assert path.read_bytes() == damaged


@pytest.mark.parametrize("replace", [False, True])
async def test_p_08_a_file_that_lost_its_name_takes_no_more_writes(
    engine: SqliteEngine, tmp_path: Path, replace: bool
) -> None:
    path = tmp_path / "tutor.db"
    await engine.write(_make_table)
    path.rename(tmp_path / "away.db")
    if replace:
        path.write_bytes((tmp_path / "away.db").read_bytes())

    with pytest.raises(Exception, match="moved, deleted or replaced") as lost:
        await engine.write(_add)

    assert engine.judge(lost.value) is Fault.FATAL


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_FULL", Fault.PASSING),
        ("SQLITE_BUSY", Fault.PASSING),
        ("SQLITE_BUSY_SNAPSHOT", Fault.PASSING),
        ("SQLITE_IOERR_SHMSIZE", Fault.PASSING),
        ("SQLITE_IOERR_FSYNC", Fault.FATAL),
        ("SQLITE_IOERR_WRITE", Fault.FATAL),
        ("SQLITE_CORRUPT", Fault.FATAL),
        ("SQLITE_READONLY_DBMOVED", Fault.FATAL),
        ("SQLITE_CONSTRAINT_UNIQUE", Fault.REFUSED),
    ],
)
async def test_errors_are_judged_by_sqlites_own_code(
    engine: SqliteEngine, name: str, fault: Fault
) -> None:
    cause = sqlite3.OperationalError("it went wrong")
    cause.sqlite_errorname = name

    assert engine.judge(DBAPIError("COMMIT", {}, cause)) is fault


async def test_an_error_of_the_works_own_is_no_fault_of_the_database(engine: SqliteEngine) -> None:
    assert engine.judge(ValueError("not ours")) is Fault.REFUSED


async def test_p_07_a_lock_held_by_another_passes(engine: SqliteEngine, tmp_path: Path) -> None:
    def impatient(connection: Any) -> None:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")

    with closing(sqlite3.connect(tmp_path / "tutor.db", isolation_level=None)) as other:
        await engine.write(impatient)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError) as locked:
            await engine.write(_make_table)

    assert engine.judge(locked.value) is Fault.PASSING
    await engine.write(_make_table)
