"""A bounded stream from one task to another, with an end.

A writer waits while the reader does not read; the end can always be told, at the price of what the
reader has not taken yet.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Stream(Generic[T]):
    """At most `limit` items wait."""

    def __init__(self, limit: int) -> None:
        self._queue: asyncio.Queue[T | None] = asyncio.Queue(limit)

    def full(self) -> bool:
        """Whether a writer would have to wait."""
        return self._queue.full()

    async def put(self, item: T) -> None:
        """Add an item, once there is room."""
        await self._queue.put(item)

    async def finish(self) -> None:
        """Tell the end behind all items, once there is room."""
        await self._queue.put(None)

    def cut(self) -> None:
        """Tell the end at once; what does not fit before it is let go."""
        while self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(None)

    async def items(self) -> AsyncIterator[T]:
        """The items, until the end."""
        while (item := await self._queue.get()) is not None:
            yield item
