"""Runs tool calls beside the sessions: each a task of its own, within its time, always answered.

A call is a pipeline that always ends in one result: started, limited in time, performed, its
exception turned into a value, told. Over its capacity the executor refuses at once, so that no
call waits in a queue nobody watches (Elixir's `Task.Supervisor.async_nolink` with `max_children`).
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from typing import Any, Final

from tutor_server.session.ports import ToolResult

_log = logging.getLogger(__name__)

#: Each learner runs one check at a time, so this many are under way with as many busy learners.
MAX_CALLS: Final = 4096

Done = Callable[[ToolResult], None]


class Call:
    """A tool call under way, until `due` on the loop's clock."""

    __slots__ = ("_done", "_limit_s", "_task", "due")

    def __init__(self, done: Done, limit_s: float) -> None:
        self._done: Done | None = done
        self._limit_s = limit_s
        self._task: asyncio.Task[None] | None = None
        self.due = 0.0

    def cancel(self) -> None:
        """Stop it; no result is told. Does nothing once it has ended."""
        self._done = None
        if self._task is not None:
            self._task.cancel()

    def start(self, task: asyncio.Task[None], now: float) -> None:
        """Hold the task, so that it can be cancelled; its time runs from now on."""
        self._task = task
        self.due = now + self._limit_s

    def expire(self) -> None:
        """Its time is over: stop it, and tell so."""
        if self._task is not None:
            self._task.cancel()
        self.tell(self.timeout())

    def timeout(self) -> ToolResult:
        """What is told of a call that took too long."""
        return ToolResult("timeout", reason=f"over {self._limit_s:g} s")

    def tell(self, result: ToolResult) -> None:
        """Tell the result, once."""
        done, self._done = self._done, None
        if done is not None:
            done(result)


class ToolExecutor:
    """Implements the port `Executor`. `max_calls` may be under way at once.

    One alarm limits them all: a timer for each would cost more than most calls do.
    """

    def __init__(self, max_calls: int = MAX_CALLS) -> None:
        self._max_calls = max_calls
        self._calls: dict[asyncio.Task[None], Call] = {}
        self._alarm: asyncio.TimerHandle | None = None
        self._rings = math.inf
        self._stopped = False

    def __len__(self) -> int:
        """The calls under way."""
        return len(self._calls)

    def run(self, call: Callable[[], Awaitable[Any]], *, limit_s: float, done: Done) -> Call:
        """Start the call and return at once; `done` is called once, unless it is cancelled."""
        running = Call(done, limit_s)
        loop = asyncio.get_running_loop()
        if self._stopped or len(self._calls) >= self._max_calls:
            reason = "stopped" if self._stopped else f"max_children ({self._max_calls})"
            loop.call_soon(running.tell, ToolResult("refused", reason=reason))
            return running
        task = loop.create_task(_perform(call, running), name="tool")
        self._calls[task] = running
        task.add_done_callback(self._calls.pop)
        running.start(task, loop.time())
        self._ring_at(running.due)
        return running

    async def stop(self) -> None:
        """Cancel every call and wait until none is left. Later calls are refused."""
        self._stopped = True
        while self._calls:
            for task in self._calls:
                task.cancel()
            await asyncio.wait(set(self._calls))
        if self._alarm is not None:
            self._alarm.cancel()

    def _ring_at(self, due: float) -> None:
        if due < self._rings:
            if self._alarm is not None:
                self._alarm.cancel()
            self._rings = due
            self._alarm = asyncio.get_running_loop().call_at(due, self._ring)

    def _ring(self) -> None:
        now, self._rings, self._alarm = self._rings, math.inf, None
        for running in tuple(self._calls.values()):
            if running.due <= now:
                running.expire()
            else:
                self._ring_at(running.due)


async def _perform(call: Callable[[], Awaitable[Any]], running: Call) -> None:
    try:
        value = await call()
    except TimeoutError:  # the tool's own limit, as a worker has one
        running.tell(running.timeout())
    except Exception as error:  # noqa: BLE001 - a tool's crash is a result
        _log.exception("a tool crashed")
        running.tell(ToolResult("crash", reason=type(error).__name__))
    else:
        running.tell(ToolResult("done", value))
