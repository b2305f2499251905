"""Mutual exclusion by key, leaving nothing behind when nobody holds or wants a key."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class KeyLocks:
    """One lock a key. It goes to those who wait in the order they came."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[Hashable, deque[asyncio.Future[None]]] = {}

    def __len__(self) -> int:
        """The keys that are held now."""
        return len(self._held)

    @asynccontextmanager
    async def hold(self, key: Hashable) -> AsyncIterator[None]:
        """Hold the key for the block; it is freed however the block ends, a kill included."""
        await self._acquire(key)
        try:
            yield
        finally:
            self._release(key)

    async def _acquire(self, key: Hashable) -> None:
        queue = self._held.get(key)
        if queue is None:
            self._held[key] = deque()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            # Cancelled in the very turn of the loop that gave it the key: it passes the key on.
            if turn in queue:
                queue.remove(turn)
            elif not turn.cancelled():
                self._release(key)
            raise

    def _release(self, key: Hashable) -> None:
        queue = self._held[key]
        while queue:
            turn = queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self._held[key]
