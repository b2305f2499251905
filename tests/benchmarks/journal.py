"""What the journal costs: durable rows a second, against the limits below it, in one run.

Sixty-four writers, each waiting for its batch before it sends the next. Batches are those of a
judged answer in turn: two rows, the first with the client's id, then three with the verdict.
Beneath the journal are the same group commit over bare `sqlite3`, and the disk alone: the same
rows, appended and synced. The rounds are interleaved, so that a change of the machine's speed
meets all of them. Run: python tests/benchmarks/journal.py [seconds a round] [rounds]
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

import msgspec

from tutor_server.session.ports import Batch, CourseDocument, NewRow, Opened, SkillMastery
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.memory import MemoryJournal, MemorySessions, MemoryStore
from tutor_server.store.sessions import StoredSessions
from tutor_shared.ids import new_id

WRITERS: Final = 64
BODY: Final = b'{"type":"message","id":"m","author":"learner","kind":"answer","text":"%s"}' % (
    b"x" * 180
)
TEXT: Final = BODY.decode()
COURSE: Final = CourseDocument("fractions", "1.0", "hash", b"{}")
TARGET: Final = 0.5

#: One writer's step, by writer and turn: returns when its batch is durable.
Step = Callable[[int, int], Awaitable[object]]
#: A row as bare sqlite3 takes it.
RawRow = tuple[object, ...]


async def rows_a_second(step: Step, seconds: float) -> float:
    """How many rows the writers get through, all together."""
    started = time.perf_counter()
    ends = started + seconds

    async def write(writer: int) -> int:
        rows = turn = 0
        while time.perf_counter() < ends:
            await step(writer, turn)
            rows += rows_of(turn)
            turn += 1
        return rows

    rows = sum(await asyncio.gather(*map(write, range(WRITERS))))
    return rows / (time.perf_counter() - started)


def rows_of(turn: int) -> int:
    """An answer is two rows, its verdict three."""
    return 3 if turn % 2 else 2


def batch(opened: Opened, turn: int) -> Batch:
    """What a session stores in this turn."""
    at, plain = datetime.now(UTC), NewRow("message", BODY)
    if turn % 2:
        rows, skills = (plain, plain, plain), (SkillMastery("adding", 0.5, right=turn),)
        return Batch(opened.session, opened.epoch, rows, "awaiting_answer", at, skills)
    answer = NewRow("message", BODY, b"[]", new_id(), b"h" * 32)
    return Batch(opened.session, opened.epoch, (answer, plain), "evaluating_answer", at)


async def journal_round(folder: Path, seconds: float) -> float:
    """Through the journal."""
    database = await Database.open(str(folder / f"{new_id()}.db"), serve=True)
    journal, sessions = JournalWriter(database), StoredSessions(database)
    await journal.start()
    opened = [await _open(sessions, writer) for writer in range(WRITERS)]
    rate = await rows_a_second(
        lambda writer, turn: journal.append(batch(opened[writer], turn)), seconds
    )
    await journal.stop()
    await database.close()
    return rate


async def memory_round(_folder: Path, seconds: float) -> float:
    """Through the journal's twin without a disk."""
    store = MemoryStore()
    journal, sessions = MemoryJournal(store), MemorySessions(store)
    opened = [await _open(sessions, writer) for writer in range(WRITERS)]

    async def step(writer: int, turn: int) -> None:
        await journal.append(batch(opened[writer], turn))
        await asyncio.sleep(0)

    return await rows_a_second(step, seconds)


async def raw_sqlite_round(folder: Path, seconds: float) -> float:
    """The same rows and the same grouping over bare sqlite3 in a thread."""
    connection = sqlite3.connect(
        folder / f"{new_id()}.db", isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE events (session TEXT, seq INTEGER, client_id TEXT, hash BLOB, kind TEXT, "
        "payload TEXT, private TEXT, at TEXT, PRIMARY KEY (session, seq), "
        "UNIQUE (client_id, session))"
    )

    def commit(rows: list[RawRow]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO events VALUES (?,?,?,?,?,?,?,?)", rows)
        connection.execute("COMMIT")

    rate = await grouped_rows_a_second(commit, seconds)
    connection.close()
    return rate


async def raw_fsync_round(folder: Path, seconds: float) -> float:
    """The disk alone: the rows' bytes, appended to a file and synced, with the same grouping."""
    file = os.open(folder / new_id(), os.O_CREAT | os.O_WRONLY, 0o600)

    def commit(rows: list[RawRow]) -> None:
        os.write(file, b"".join(msgspec.json.encode(row) for row in rows))
        os.fdatasync(file)

    rate = await grouped_rows_a_second(commit, seconds)
    os.close(file)
    return rate


async def grouped_rows_a_second(commit: Callable[[list[RawRow]], None], seconds: float) -> float:
    """The writers' rate over a bare group commit."""
    seqs = [0] * WRITERS
    sessions = [new_id() for _ in range(WRITERS)]
    at = datetime.now(UTC).isoformat()
    async with Grouped(commit) as grouped:

        async def step(writer: int, turn: int) -> None:
            rows: list[RawRow] = []
            for number in range(rows_of(turn)):
                seqs[writer] += 1
                ids = (None, None) if number or turn % 2 else (new_id(), "h" * 32)
                rows.append((sessions[writer], seqs[writer], *ids, "message", TEXT, "[]", at))
            await grouped.put(rows)

        return await rows_a_second(step, seconds)


class Grouped:
    """Group commit at its plainest: a queue, a thread, a future a row."""

    def __init__(self, commit: Callable[[list[RawRow]], None]) -> None:
        self._commit = commit
        self._waiting: list[tuple[list[RawRow], asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1)

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])
        self._thread.shutdown()

    async def put(self, rows: list[RawRow]) -> None:
        """Return once the rows are durable."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((rows, done))
        self._wake.set()
        await done

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            taken, self._waiting = self._waiting, []
            if not taken:
                continue
            rows = [row for rows, _ in taken for row in rows]
            await asyncio.get_running_loop().run_in_executor(self._thread, self._commit, rows)
            for _, done in taken:
                done.set_result(None)


async def _open(sessions: StoredSessions | MemorySessions, writer: int) -> Opened:
    return await sessions.open(
        f"user{writer}", COURSE, restart=False, owner="benchmark", at=datetime.now(UTC)
    )


ROUNDS: Final = {
    "raw fsync": raw_fsync_round,
    "raw sqlite3": raw_sqlite_round,
    "journal": journal_round,
    "memory": memory_round,
}


async def main(seconds: float = 1.0, rounds: int = 5) -> int:
    """Print the table; 1 if the journal misses its target."""
    rates: dict[str, list[float]] = {name: [] for name in ROUNDS}
    with tempfile.TemporaryDirectory(prefix="tutor-journal-") as folder:
        for _ in range(rounds):
            for name, play in ROUNDS.items():
                rates[name].append(await play(Path(folder), seconds))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    print(f"{WRITERS} waiting writers, medians of {rounds} rounds of {seconds} s")
    print(f"{'':<12} {'rows/s':>10} {': raw fsync':>12}")
    for name, rate in medians.items():
        print(f"{name:<12} {rate:>10,.0f} {rate / medians['raw fsync']:>12.2f}")
    ratio = medians["journal"] / medians["raw fsync"]
    print(f"B4 journal : raw fsync = {ratio:.2f} (target at least {TARGET})")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(
        asyncio.run(
            main(
                seconds=float(given[0]) if given else 1.0,
                rounds=int(given[1]) if len(given) > 1 else 5,
            )
        )
    )
