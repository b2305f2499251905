"""Runs tool calls beside the sessions: each a task of its own, within its time, always answered.

A call is a pipeline that always ends in one result: started, limited in time, performed, its
exception turned into a value, told. Over its capacity the executor refuses at once, so that no
call waits in a queue nobody watches (Elixir's `Task.Supervisor.async_nolink` with `max_children`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from tutor_server.session.ports import ToolResult

_log = logging.getLogger(__name__)

#: Each learner runs one check at a time, so this many are under way with as many busy learners.
MAX_CALLS: Final = 4096

Done = Callable[[ToolResult], None]


class Call:
    """A tool call under way. One timer limits it: a scope around the call would cost far more."""

    __slots__ = ("_done", "_limit", "_task")

    def __init__(self, done: Done) -> None:
        self._done: Done | None = done
        self._limit: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def cancel(self) -> None:
        """Stop it; no result is told. Does nothing once it has ended."""
        self._done = None
        self._stop()

    def start(self, task: asyncio.Task[None], limit: asyncio.TimerHandle) -> None:
        """Hold the task and its limit, so that they can be cancelled."""
        self._task = task
        self._limit = limit

    def expire(self, limit_s: float) -> None:
        """Its time is over: stop it, and tell so."""
        self._stop()
        self.tell(ToolResult("timeout", reason=f"over {limit_s:g} s"))

    def tell(self, result: ToolResult) -> None:
        """Tell the result, once."""
        if self._limit is not None:
            self._limit.cancel()
        done, self._done = self._done, None
        if done is not None:
            done(result)

    def _stop(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
        if self._task is not None:
            self._task.cancel()


class ToolExecutor:
    """Implements the port `Executor`. `max_calls` may be under way at once."""

    def __init__(self, max_calls: int = MAX_CALLS) -> None:
        self._max_calls = max_calls
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False

    def __len__(self) -> int:
        """The calls under way."""
        return len(self._tasks)

    def run(self, call: Callable[[], Awaitable[Any]], *, limit_s: float, done: Done) -> Call:
        """Start the call and return at once; `done` is called once, unless it is cancelled."""
        running = Call(done)
        loop = asyncio.get_running_loop()
        if self._stopped or len(self._tasks) >= self._max_calls:
            reason = "stopped" if self._stopped else f"max_children ({self._max_calls})"
            loop.call_soon(running.tell, ToolResult("refused", reason=reason))
            return running
        task = loop.create_task(_perform(call, running), name="tool")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        running.start(task, loop.call_later(limit_s, running.expire, limit_s))
        return running

    async def stop(self) -> None:
        """Cancel every call and wait until none is left. Later calls are refused."""
        self._stopped = True
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(set(self._tasks))


async def _perform(call: Callable[[], Awaitable[Any]], running: Call) -> None:
    try:
        value = await call()
    except Exception as error:  # noqa: BLE001 - a tool's crash is a result
        _log.exception("a tool crashed")
        running.tell(ToolResult("crash", reason=type(error).__name__))
    else:
        running.tell(ToolResult("done", value))
