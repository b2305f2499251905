from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Connection

from tests.support.databases import COURSE, NOW, batch, row, sqlite_url
from tutor_server.session.ports import COMMIT_S, Batch, NewRow, Opened
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.sessions import StoredSessions
from tutor_shared.errors import StoreUnavailable

ROOT = Path(__file__).parents[3]


class Held:
    """Keeps the database's writer busy until it is let go, so that appends pile up behind it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._free = threading.Event()

    async def __aenter__(self) -> None:
        inside = threading.Event()

        def work(_connection: Connection) -> None:
            inside.set()
            self._free.wait(10)

        self._busy = asyncio.create_task(self._database.write(work))
        await asyncio.to_thread(inside.wait, 10)

    async def __aexit__(self, *_: object) -> None:
        self._free.set()
        await self._busy


class Stuck:
    """In the place of a database: no write ends before it is freed."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.written = 0

    async def write(self, work: Any, *, settle: Any) -> list[int]:
        del work, settle
        await self.free.wait()
        self.written += 1
        return [1]


def nothing() -> Batch:
    """A batch for a database that looks at none."""
    return Batch("s", 1, (), "exposition", NOW)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url(tmp_path))
    yield opened
    await opened.close()


@pytest.fixture
async def opened(database: Database) -> Opened:
    return await _session(database)


async def _session(database: Database) -> Opened:
    return await StoredSessions(database).open("ada", COURSE, restart=False, owner="t", at=NOW)


async def _seqs(database: Database, opened: Opened) -> Sequence[int]:
    return [stored.seq for stored in await StoredSessions(database).rows(opened.session)]


async def _turn_the_loop() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_waits_while_the_writer_is_busy_becomes_one_group(
    database: Database, opened: Opened
) -> None:
    groups: list[int] = []
    journal = JournalWriter(database, observe=lambda batches, _seconds: groups.append(batches))
    await journal.start()
    async with Held(database):
        first = asyncio.create_task(journal.append(batch(opened)))
        await _turn_the_loop()
        rest = [asyncio.create_task(journal.append(batch(opened))) for _ in range(9)]
        await _turn_the_loop()

    assert [await first, *(await asyncio.gather(*rest))] == list(range(1, 11))
    assert groups == [1, 9]
    await journal.stop()


async def test_a_group_has_a_bound(database: Database, opened: Opened) -> None:
    groups: list[int] = []
    journal = JournalWriter(database, group=4, observe=lambda batches, _s: groups.append(batches))
    await journal.start()

    firsts = await asyncio.gather(*(journal.append(batch(opened)) for _ in range(10)))

    assert firsts == list(range(1, 11))
    assert groups == [4, 4, 2]
    await journal.stop()


async def test_m_09_a_full_queue_makes_the_caller_wait(database: Database, opened: Opened) -> None:
    journal = JournalWriter(database, group=2, capacity=3)
    await journal.start()
    async with Held(database):
        appends = [asyncio.create_task(journal.append(batch(opened))) for _ in range(20)]
        await _turn_the_loop()
        assert len(journal._queue) <= 3

    assert sorted(await asyncio.gather(*appends)) == list(range(1, 21))
    await journal.stop()


async def test_a_cancelled_caller_stops_waiting_and_its_batch_is_stored(
    database: Database, opened: Opened
) -> None:
    journal = JournalWriter(database)
    await journal.start()
    async with Held(database):
        given_up = asyncio.create_task(journal.append(batch(opened)))
        kept = asyncio.create_task(journal.append(batch(opened)))
        await _turn_the_loop()
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up

    assert await kept == 2
    assert await _seqs(database, opened) == [1, 2]
    await journal.stop()


async def test_a_caller_cancelled_before_there_was_room_stored_nothing(
    database: Database, opened: Opened
) -> None:
    journal = JournalWriter(database, capacity=1)
    await journal.start()
    async with Held(database):
        appends = [asyncio.create_task(journal.append(batch(opened))) for _ in range(3)]
        await _turn_the_loop()
        appends[-1].cancel()

    results = await asyncio.gather(*appends, return_exceptions=True)
    await journal.stop()

    assert results[:2] == [1, 2]
    assert isinstance(results[2], asyncio.CancelledError)
    assert await _seqs(database, opened) == [1, 2]


async def test_stopping_writes_what_was_accepted_and_refuses_what_comes_after(
    database: Database, opened: Opened
) -> None:
    journal = JournalWriter(database)
    await journal.start()
    accepted = [asyncio.create_task(journal.append(batch(opened))) for _ in range(3)]
    await asyncio.sleep(0)
    await journal.stop()

    assert await asyncio.gather(*accepted) == [1, 2, 3]
    with pytest.raises(StoreUnavailable, match="closed"):
        await journal.append(batch(opened))


async def test_stopping_refuses_what_still_waits_for_room(
    database: Database, opened: Opened
) -> None:
    journal = JournalWriter(database, capacity=1)
    await journal.start()
    async with Held(database):
        appends = [asyncio.create_task(journal.append(batch(opened))) for _ in range(5)]
        await _turn_the_loop()
        stopping = asyncio.create_task(journal.stop())
        await asyncio.sleep(0)
    await stopping
    results = await asyncio.gather(*appends, return_exceptions=True)

    stored = [result for result in results if isinstance(result, int)]
    assert await _seqs(database, opened) == stored
    assert {type(result) for result in results} == {int, StoreUnavailable}


@pytest.mark.looptime
async def test_what_is_not_known_after_ten_seconds_is_told_so_and_written_all_the_same() -> None:
    stuck = Stuck()
    journal, loop = JournalWriter(cast("Database", stuck)), asyncio.get_running_loop()
    await journal.start()
    begun = asyncio.create_task(journal.append(nothing()))
    await asyncio.sleep(4)
    queued = asyncio.create_task(journal.append(nothing()))

    for append, due in ((begun, COMMIT_S), (queued, COMMIT_S + 4)):
        with pytest.raises(StoreUnavailable, match="too long"):
            await append
        assert loop.time() == due
    stuck.free.set()
    await journal.stop()
    assert stuck.written == 2


@pytest.mark.looptime
async def test_what_found_no_room_in_ten_seconds_is_not_stored() -> None:
    stuck = Stuck()
    journal, loop = JournalWriter(cast("Database", stuck), capacity=1), asyncio.get_running_loop()
    await journal.start()
    begun, queued, outside = (asyncio.create_task(journal.append(nothing())) for _ in range(3))
    await _turn_the_loop()

    with pytest.raises(StoreUnavailable, match="Nothing was stored"):
        await outside
    assert loop.time() == COMMIT_S
    stuck.free.set()
    await journal.stop()
    assert stuck.written == 2
    await asyncio.gather(begun, queued, return_exceptions=True)


async def test_a_journal_not_started_takes_nothing(database: Database, opened: Opened) -> None:
    with pytest.raises(StoreUnavailable):
        await JournalWriter(database).append(batch(opened))


async def test_a_batch_the_database_cannot_hold_fails_alone(
    database: Database, opened: Opened
) -> None:
    journal = JournalWriter(database)
    await journal.start()
    poison = batch(opened, NewRow("message", b"\xff not UTF-8"))

    results = await asyncio.gather(
        *(journal.append(found) for found in (batch(opened), poison, batch(opened))),
        return_exceptions=True,
    )
    await journal.stop()

    assert [results[0], results[2]] == [1, 2]
    assert isinstance(results[1], StoreUnavailable)
    assert await _seqs(database, opened) == [1, 2]


async def test_a_failed_commit_is_told_to_each_of_its_group_and_the_next_may_succeed(
    database: Database, opened: Opened
) -> None:
    journal = JournalWriter(database)
    await journal.start()
    big = batch(opened, row("x" * 400_000))
    await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=60").scalar())

    results = await asyncio.gather(
        journal.append(batch(opened)), journal.append(big), return_exceptions=True
    )

    assert [type(result) for result in results] == [StoreUnavailable] * 2
    assert results[0] is not results[1]
    assert await journal.append(batch(opened)) == 1
    assert not journal.failed.done()
    await journal.stop()


async def test_a_fatal_failure_is_shown_to_whoever_watches(
    database: Database, opened: Opened, tmp_path: Path
) -> None:
    journal = JournalWriter(database)
    await journal.start()
    (tmp_path / "tutor.db").rename(tmp_path / "away.db")

    with pytest.raises(StoreUnavailable):
        await journal.append(batch(opened))

    assert "moved" in str(journal.failed.result())
    await journal.stop()


async def test_a_group_is_observed_with_its_time_even_when_it_fails(
    database: Database, opened: Opened, tmp_path: Path
) -> None:
    seen: list[tuple[int, float]] = []
    journal = JournalWriter(database, observe=lambda batches, s: seen.append((batches, s)))
    await journal.start()
    (tmp_path / "tutor.db").rename(tmp_path / "away.db")

    with pytest.raises(StoreUnavailable):
        await journal.append(batch(opened))
    await journal.stop()

    assert [batches for batches, _ in seen] == [1]
    assert seen[0][1] > 0


WRITER = """
import asyncio, sys
from tests.support.databases import COURSE, NOW, batch, row
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.sessions import StoredSessions

async def write(journal, opened):
    while True:
        print(opened.session, await journal.append(batch(opened, row(), row())), flush=True)

async def main():
    database = await Database.open(sys.argv[1], serve=True)
    sessions, journal = StoredSessions(database), JournalWriter(database)
    await journal.start()
    users = [f"user{number}" for number in range(8)]
    opened = [
        await sessions.open(user, COURSE, restart=False, owner="t", at=NOW) for user in users
    ]
    await asyncio.gather(*(write(journal, found) for found in opened))

asyncio.run(main())
"""


async def test_p_01_after_kill_everything_acked_is_there_and_nothing_has_a_gap(
    tmp_path: Path,
) -> None:
    writer = subprocess.Popen(  # noqa: ASYNC220 - a process to kill, read line by line
        [sys.executable, "-c", WRITER, sqlite_url(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert writer.stdout is not None
    acked = [writer.stdout.readline().split() for _ in range(200)]
    os.kill(writer.pid, signal.SIGKILL)
    acked += [line.split() for line in writer.stdout if line.endswith("\n")]
    writer.stdout.close()
    writer.wait()

    database = await Database.open(sqlite_url(tmp_path), serve=True)
    stored = {
        session: [found.seq for found in await StoredSessions(database).rows(session)]
        for session in {session for session, _ in acked}
    }
    await database.close()

    assert all(int(first) + 1 in stored[session] for session, first in acked)
    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in stored.values())
