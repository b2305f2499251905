"""Work that waits its turn: one thing at a time, in order, bounded, and only then a task.

A channel's reader hands over what may take long, and stays free to answer a ping. An idle lane
holds no task.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

#: As many frames as a session's mailbox holds; with more waiting, the socket waits.
MAX_WAITING: Final = 64
#: A started piece of work is given this long to end before it is cancelled: a commit's time limit.
STOP_PATIENCE_S: Final = 10.0


class Lane(Generic[T]):
    """A queue with one performer. `perform` must not raise."""

    __slots__ = ("_perform", "_room", "_waiting", "_worker")

    def __init__(self, perform: Callable[[T], Awaitable[None]]) -> None:
        self._perform = perform
        # A list: empty it is 56 bytes where a deque is 760, and most lanes are empty.
        self._waiting: list[T] = []
        self._worker: asyncio.Task[None] | None = None
        self._room: asyncio.Future[None] | None = None

    @property
    def idle(self) -> bool:
        """Nothing waits and nothing is being done."""
        return self._worker is None

    async def put(self, item: T) -> None:
        """Queue an item; waits while the lane is full. One caller at a time."""
        while len(self._waiting) >= MAX_WAITING:
            self._room = asyncio.get_running_loop().create_future()
            await self._room
        self._waiting.append(item)
        self._start()

    def put_first(self, item: T) -> None:
        """Queue an item before all that wait."""
        self._waiting.insert(0, item)
        self._start()

    async def stop(self) -> None:
        """Forget what waits, and let what was begun come to its end."""
        self._waiting.clear()
        if self._worker is not None:
            _, late = await asyncio.wait({self._worker}, timeout=STOP_PATIENCE_S)
            for worker in late:
                worker.cancel()
                await asyncio.wait({worker})

    def _start(self) -> None:
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                item = self._waiting.pop(0)
                self._make_room()
                await self._perform(item)
        finally:
            self._worker = None

    def _make_room(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)
