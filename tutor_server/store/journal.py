"""The one writer of the journal: whatever waits when it becomes free goes into one transaction.

Under load one sync then pays for many sessions' turns; with one learner it pays for one, at once.
A batch, once accepted, is written whether its caller still waits or not.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tutor_server.session.ports import COMMIT_S, Batch
from tutor_server.store.database import Database
from tutor_server.store.group import Group
from tutor_server.store.numbering import Outcome
from tutor_shared.errors import StoreError, StoreUnavailable

#: Batches in one transaction. Past a few hundred the sync is paid for, and more only adds latency.
GROUP: Final = 512
#: Batches that may wait. Eight full groups are about a second; more would outwait their sessions.
CAPACITY: Final = 8 * GROUP
#: Turns of the event loop without a further batch, before a group is closed. Sessions answered
#: together come back together: a turn costs microseconds, a sync a hundred times that.
QUIET_TURNS: Final = 2

#: Told after each group: batches in it, and the seconds its transaction took.
Observer = Callable[[int, float], None]


class _Entry(NamedTuple):
    batch: Batch
    waiter: asyncio.Future[int]
    due: float


class JournalWriter:
    """The Journal port over a database. `start` before the first append, `stop` after the last."""

    def __init__(
        self,
        database: Database,
        *,
        group: int = GROUP,
        capacity: int = CAPACITY,
        observe: Observer | None = None,
    ) -> None:
        self._database = database
        self._group = group
        self._observe = observe
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Semaphore(capacity)
        self._queue: deque[_Entry] = deque()
        self._writing: Sequence[_Entry] = ()
        self._alarm: asyncio.TimerHandle | None = None
        self._wake = asyncio.Event()
        self._open = False
        self._task: asyncio.Task[None] | None = None

    @property
    def failed(self) -> asyncio.Future[StoreError]:
        """Done, with the reason, once nothing more can be written: the process has to end then."""
        return self._database.failed

    async def start(self) -> None:
        """Begin to write."""
        self._open = True
        self._task = asyncio.create_task(self._run(), name="journal")

    async def stop(self) -> None:
        """Write what was accepted, refuse what still waits for room, and end."""
        self._open = False
        self._wake.set()
        if self._task is not None:
            await self._task
        if self._alarm is not None:
            self._alarm.cancel()

    async def append(self, batch: Batch) -> int:
        """Commit the batch and return the seq of its first row; see the port for the contract.

        Waits while the queue is full. A batch without rows returns the seq the next row will get.
        """
        due = self._loop.time() + COMMIT_S
        await self._find_room(due)
        if not self._open:
            self._room.release()
            raise StoreUnavailable("The journal is closed, so nothing was stored. Join again.")
        waiter: asyncio.Future[int] = self._loop.create_future()
        self._queue.append(_Entry(batch, waiter, due))
        if self._alarm is None:
            self._alarm = self._loop.call_at(due, self._expire)
        self._wake.set()
        return await waiter

    async def _find_room(self, due: float) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        try:
            async with asyncio.timeout_at(due):
                await self._room.acquire()
        except TimeoutError:
            raise StoreUnavailable(
                "Too much waits to be saved just now. Nothing was stored; try again."
            ) from None

    def _expire(self) -> None:
        """Tell the appends that are over their time; one alarm serves them all."""
        self._alarm = None
        now = self._loop.time()
        for entry in (*self._writing, *self._queue):
            if entry.waiter.done():
                continue
            if entry.due > now:
                self._alarm = self._loop.call_at(entry.due, self._expire)
                return
            entry.waiter.set_exception(
                StoreUnavailable(
                    "Saving takes too long just now. Your answer may not be kept; try again."
                )
            )

    async def _run(self) -> None:
        while self._open or self._queue:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                await self._gather()
                self._writing = entries = self._take()
                _answer(entries, await self._commit([entry.batch for entry in entries]))
                self._writing = ()

    async def _gather(self) -> None:
        """Let those who are about to append do so, until for some turns none did."""
        seen, still = 0, 0
        while still < QUIET_TURNS and len(self._queue) < self._group:
            still = still + 1 if len(self._queue) == seen else 0
            seen = len(self._queue)
            await asyncio.sleep(0)

    def _take(self) -> list[_Entry]:
        entries = [self._queue.popleft() for _ in range(min(self._group, len(self._queue)))]
        for _ in entries:
            self._room.release()
        return entries

    async def _commit(self, batches: Sequence[Batch]) -> Sequence[Outcome]:
        started = time.perf_counter()
        try:
            return await self._transact(batches)
        finally:
            if self._observe is not None:
                self._observe(len(batches), time.perf_counter() - started)

    async def _transact(self, batches: Sequence[Batch]) -> Sequence[Outcome]:
        group = Group(batches)
        try:
            return await self._database.write(group.store, settle=group.settle)
        except StoreError as error:
            # One each: a raised error collects the traceback of whoever raises it.
            return [StoreUnavailable(str(error)) for _ in batches]
        except Exception as error:  # noqa: BLE001 - whatever the data did, the writer lives on
            if len(batches) == 1:
                return [_refused(error)]
            # One batch the database cannot hold must not fail the others: each by itself.
            return [outcome for batch in batches for outcome in await self._transact([batch])]


def _answer(entries: Sequence[_Entry], outcomes: Sequence[Outcome]) -> None:
    for entry, outcome in zip(entries, outcomes, strict=True):
        if entry.waiter.done():
            continue  # its caller left, or was told that it took too long; it is stored all the same
        if isinstance(outcome, int):
            entry.waiter.set_result(outcome)
        else:
            entry.waiter.set_exception(outcome)


def _refused(error: Exception) -> StoreUnavailable:
    refused = StoreUnavailable(
        f"The database refused these rows ({type(error).__name__}). "
        "Nothing was stored; send them in another form."
    )
    refused.__cause__ = error
    return refused
