"""SQLite: one writer in one thread, readers beside it, every commit synced.

All writes go through one connection in one thread, with `BEGIN IMMEDIATE`: a deferred transaction
that turns into a write can fail in a way no waiting cures. Readers see the last commit and never
hold the writer up (WAL). Each connection is set to `synchronous=FULL` and read back, because the
setting belongs to the connection, not to the file.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import StaticPool

from tutor_server.store.engine import LOCK_TIMEOUT_S, Fault
from tutor_server.store.sqlite_file import FileLease, ensure_file, identity
from tutor_shared.errors import StoreUnusable

T = TypeVar("T")

#: Each reader is a thread; reads are short, and two keep one long read from stopping the others.
_READERS: Final = 2

_SETTINGS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": int(LOCK_TIMEOUT_S * 1000),
    # Sessions' pages are written again and again; a longer WAL writes each to the file less often.
    "wal_autocheckpoint": 4096,
    # KiB when negative: keeps the indexes' leaves of busy sessions at hand.
    "cache_size": -32_768,
}

#: Result codes by the start of their name (sqlite.org/rescode.html); the first match decides.
_FAULTS: Final = (
    # Growing the shared-memory index fails before anything is written; the disk is merely full.
    ("SQLITE_IOERR_SHMSIZE", Fault.PASSING),
    ("SQLITE_IOERR_NOMEM", Fault.PASSING),
    # After a failed fsync the kernel may call the lost pages clean, so a retry would prove nothing.
    ("SQLITE_IOERR", Fault.FATAL),
    ("SQLITE_CORRUPT", Fault.FATAL),
    ("SQLITE_NOTADB", Fault.FATAL),
    ("SQLITE_READONLY", Fault.FATAL),
    ("SQLITE_BUSY", Fault.PASSING),
    ("SQLITE_LOCKED", Fault.PASSING),
    ("SQLITE_FULL", Fault.PASSING),
    ("SQLITE_NOMEM", Fault.PASSING),
    ("SQLITE_CANTOPEN", Fault.PASSING),
    ("SQLITE_INTERRUPT", Fault.PASSING),
)


class SqliteEngine:
    """An opened database file. Build it with `open`."""

    def __init__(self, path: Path, lease: FileLease | None) -> None:
        self._path = path = path.absolute()
        self._lease = lease
        self._identity = identity(path)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._writer = create_engine(_url("pysqlite", path), poolclass=StaticPool)
        self._readers = create_async_engine(
            _url("aiosqlite", path), pool_size=_READERS, max_overflow=0
        )
        event.listen(self._writer, "connect", _prepare_writer)
        event.listen(self._writer, "begin", _begin_immediate)
        event.listen(self._readers.sync_engine, "connect", _prepare_reader)

    @classmethod
    async def open(cls, path: Path, *, serve: bool) -> Self:
        """Open the file, making it if there is none; with `serve`, hold its lease until closed.

        Raises:
            UsageError: the folder is missing or cannot be written to.
            StoreUnusable: no database, a damaged one, or one that would not be durable.
            StoreHeld: another process serves it.
        """
        await asyncio.to_thread(ensure_file, path)
        engine = cls(path, FileLease(path) if serve else None)
        try:
            await engine._in_thread(engine._connect)
        except DBAPIError as error:
            await engine.close()
            raise StoreUnusable(
                f"{path} cannot be used: {error.orig}. Restore it from a backup, "
                "or name another file."
            ) from error
        except BaseException:
            await engine.close()
            raise
        return engine

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work on a reader connection."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in one synced transaction in the writer's thread."""
        return await self._in_thread(self._transact, work)

    def lock_schema(self, connection: Connection) -> None:
        """`BEGIN IMMEDIATE` has done it already."""

    def judge(self, error: Exception) -> Fault:
        """By SQLite's own result code."""
        if isinstance(error, _MovedError):
            return Fault.FATAL
        cause = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(cause, "sqlite_errorname", None) or ""
        return next((fault for start, fault in _FAULTS if name.startswith(start)), Fault.REFUSED)

    async def close(self) -> None:
        """Readers first: the last connection to go is the one that folds the WAL into the file."""
        await self._readers.dispose()
        await self._in_thread(self._writer.dispose)
        self._thread.shutdown()
        if self._lease is not None:
            self._lease.release()

    async def _in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _connect(self) -> None:
        with self._writer.connect():
            pass

    def _transact(self, work: Callable[[Connection], T]) -> T:
        # In WAL mode SQLite itself would go on writing to a file that has lost its name.
        if identity(self._path) != self._identity:
            raise _MovedError(f"{self._path} was moved, deleted or replaced")
        with self._writer.begin() as connection:
            return work(connection)


class _MovedError(Exception):
    """The file under the database's name is another one now."""


def _url(driver: str, path: Path) -> URL:
    return URL.create(f"sqlite+{driver}", database=str(path))


def _prepare_writer(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, and deferred; `_begin_immediate` does it.
    connection.isolation_level = None
    _set_and_read_back(connection.cursor())


def _prepare_reader(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    _set_and_read_back(cursor)
    cursor.execute("PRAGMA query_only=1")
    cursor.close()


def _set_and_read_back(cursor: Any) -> None:
    for name, wanted in _SETTINGS.items():
        cursor.execute(f"PRAGMA {name}={wanted}")
        cursor.execute(f"PRAGMA {name}")
        found = cursor.fetchone()[0]
        if found != wanted:
            raise StoreUnusable(
                f"The database would not be durable here: {name} is {found}, not {wanted}. "
                "Put it on a local disk."
            )


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
