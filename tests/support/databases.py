"""The storage ports over each kind of database, so that one suite runs over all of them."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, text

from tutor_server.session.ports import (
    Batch,
    CourseDocument,
    Journal,
    NewRow,
    Opened,
    Sessions,
    SkillMastery,
    Users,
)
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.memory import MemoryJournal, MemorySessions, MemoryStore, MemoryUsers
from tutor_server.store.sessions import StoredSessions
from tutor_server.store.tables import metadata
from tutor_server.store.users import StoredUsers
from tutor_shared.wire.frames import StateName

NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
COURSE: Final = CourseDocument("fractions", "1.0.0", "sha256:1", b'{"id":"fractions"}')
POSTGRES: Final = os.environ.get("TUTOR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


@dataclass(frozen=True)
class Store:
    """One database, seen through the ports. `reopen` gives what a new process would see."""

    journal: Journal
    sessions: Sessions
    users: Users
    reopen: Callable[[], Any]

    async def session(self, user: str = "ada", course: CourseDocument = COURSE) -> Opened:
        """The user's present session."""
        return await self.sessions.open(user, course, restart=False, owner="test", at=NOW)


@asynccontextmanager
async def memory_store() -> AsyncIterator[Store]:
    """Without a disk: it outlives its ports, as a database does."""
    kept = MemoryStore()

    @asynccontextmanager
    async def view() -> AsyncIterator[Store]:
        yield Store(MemoryJournal(kept), MemorySessions(kept), MemoryUsers(kept), view)

    async with view() as store:
        yield store


@asynccontextmanager
async def database_store(url: str) -> AsyncIterator[Store]:
    """Over a database by URL, with a journal that runs."""
    database = await Database.open(url)
    journal = JournalWriter(database)
    await journal.start()
    try:
        yield Store(
            journal, StoredSessions(database), StoredUsers(database), lambda: database_store(url)
        )
    finally:
        await journal.stop()
        await database.close()


@contextmanager
def postgres_database() -> Iterator[str]:
    """A database of its own on the local Postgres, dropped after; skips where none answers."""
    name = f"tutor_test_{secrets.token_hex(6)}"
    try:
        _administer(f"CREATE DATABASE {name}")
    except OSError as error:
        pytest.skip(f"NO POSTGRES at {POSTGRES}, so nothing was tested on it: {error}")
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


async def empty(url: str) -> None:
    """Take every row out of the database; its tables stay."""
    names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    database = await Database.open(url)
    await database.write(lambda connection: _execute(connection, f"TRUNCATE {names}"))
    await database.close()


def sqlite_url(folder: Path) -> str:
    """A database file in the folder."""
    return f"sqlite:///{folder / 'tutor.db'}"


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, by name."""
    return sorted(path.name for path in folder.iterdir())


def row(text: str = "x", *, client_id: str | None = None, body_hash: bytes = b"hash") -> NewRow:
    """A message, the learner's own if it has a client id."""
    body = b'{"type":"message","text":"%s"}' % text.encode()
    return NewRow(
        "message", body, b'["%s"]' % text.encode(), client_id, body_hash if client_id else None
    )


def batch(
    opened: Opened,
    *rows: NewRow,
    state: StateName = "exposition",
    masteries: Sequence[SkillMastery] = (),
    **more: Any,
) -> Batch:
    """A turn of the session, of one plain row if none is given."""
    return Batch(
        opened.session, opened.epoch, rows or (row(),), state, NOW, tuple(masteries), **more
    )


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


def _administer(statement: str) -> None:
    # In a thread, because the caller may be inside a running loop or between two.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_run(statement))).result()


async def _run(statement: str) -> None:
    import asyncpg  # type: ignore[import-untyped]  # it ships neither stubs nor a marker

    connection = await asyncpg.connect(f"{POSTGRES}/postgres", timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
