"""What goes to one socket: in order, bounded, and without making the sender wait.

While the socket takes bytes, a frame is written at once: no queue, no task. When its write buffer
is above the high-water mark, frames queue, and one task drains them, yielding after each so that
one socket never stalls the others. A backlog that stays over the limits of `backlog.py` is
reported as slow, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from websockets.exceptions import ConnectionClosed

from tutor_server.transport.backlog import PATIENCE_S, Backlog


class Sink(Protocol):
    """As much of a connection as an outbox needs."""

    paused: bool

    def write(self, frame: bytes) -> None:
        """Write one text message now."""

    async def send(self, message: bytes, *, text: bool) -> None:
        """Write one message and wait until the write buffer is below its high-water mark."""


class Outbox:
    """The way to one socket. `on_slow` is called once, when its reader does not keep up."""

    __slots__ = ("_backlog", "_drainer", "_on_slow", "_shut", "_sink", "_watch")

    def __init__(self, sink: Sink, on_slow: Callable[[], None]) -> None:
        self._sink = sink
        self._on_slow = on_slow
        self._backlog: Backlog | None = None
        self._drainer: asyncio.Task[None] | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._shut = False

    def send(self, frame: bytes) -> None:
        """Take a frame; after `shut` it is dropped."""
        if self._shut:
            return
        if self._drainer is None and not self._sink.paused:
            self._sink.write(frame)
        else:
            self._queue(frame)

    def shut(self) -> None:
        """Take no more frames; what was taken still goes out."""
        self._shut = True

    def drop(self) -> None:
        """Forget what the socket has not taken."""
        if self._backlog is not None:
            self._backlog.clear()
        self._relax()

    def overtake(self, frame: bytes) -> None:
        """Write a last frame over everything the socket has not taken, and take no more."""
        self.shut()
        self.drop()
        self._sink.write(frame)

    async def flush(self) -> None:
        """Wait until the socket has taken everything, or is closed."""
        if self._drainer is not None:
            await asyncio.wait({self._drainer})

    async def stop(self) -> None:
        """Drop everything and end the draining."""
        self.shut()
        self.drop()
        if self._drainer is not None:
            self._drainer.cancel()
            await asyncio.wait({self._drainer})

    def _queue(self, frame: bytes) -> None:
        if self._backlog is None:
            self._backlog = Backlog()
        self._backlog.push(frame)
        if self._drainer is None:
            self._drainer = asyncio.get_running_loop().create_task(self._drain(self._backlog))
        if self._backlog.full:
            self._slow()
        elif self._backlog.over and self._watch is None:
            self._watch = asyncio.get_running_loop().call_later(PATIENCE_S, self._slow)

    async def _drain(self, backlog: Backlog) -> None:
        try:
            while backlog:
                await self._sink.send(backlog.pop(), text=True)
                if not backlog.over:
                    self._relax()
                await asyncio.sleep(0)
        except ConnectionClosed:
            backlog.clear()
        finally:
            self._relax()
            self._drainer = None

    def _relax(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _slow(self) -> None:
        self.drop()
        if not self._shut:
            self._on_slow()
