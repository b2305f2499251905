"""Processes, a clock and other small things the runtime's tests share."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from tutor_server.otp.process import Process, start
from tutor_server.otp.reasons import Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.reply import Reply
from tutor_server.otp.report import Report
from tutor_server.otp.spec import ChildSpec, Restart, Shutdown
from tutor_server.otp.supervisor import Supervisor

R = TypeVar("R")

Deed = Callable[[], object]


class Doer(Process[Deed]):
    """Does what it is sent, so that a test can make it misbehave in any way."""

    def __init__(
        self,
        *,
        init: Deed | None = None,
        clean_up: Deed | None = None,
        log: list[Any] | None = None,
    ) -> None:
        self._init = init
        self._clean_up = clean_up
        self.log: list[Any] = [] if log is None else log

    async def init(self) -> None:
        await _do(self._init)
        self.log.append("init")

    async def handle(self, message: Deed) -> None:
        result = message()
        if inspect.isawaitable(result):
            await result

    async def terminate(self, reason: Reason) -> None:
        self.log.append(("terminate", reason))
        await _do(self._clean_up)

    def ended(self, reason: Reason) -> None:
        self.log.append(("ended", reason))


async def _do(deed: Deed | None) -> None:
    result = deed() if deed is not None else None
    if inspect.isawaitable(result):
        await result


def answering(value: R) -> Callable[[Reply[R]], Deed]:
    """A question that is answered with the value."""
    return lambda reply: lambda: reply.send(value)


def throwing(error: BaseException) -> Deed:
    """A deed that raises."""

    def throw() -> None:
        raise error

    return throw


def raising(error: type[BaseException] = RuntimeError) -> Deed:
    """A deed that raises a new error each time."""

    def throw() -> None:
        raise error

    return throw


async def fail_after_first(starts: list[int]) -> None:
    """An init that succeeds once; `starts` counts the tries."""
    starts.append(1)
    if len(starts) > 1:
        raise RuntimeError


async def forever() -> None:
    """Wait for what does not come."""
    await asyncio.Event().wait()


def naughty(release: asyncio.Event) -> Callable[[], Awaitable[None]]:
    """A deed that swallows every cancellation until it is released, which a test must do."""

    async def hang() -> None:
        while not release.is_set():
            with suppress(asyncio.CancelledError):
                await release.wait()

    return hang


async def ticks(number: int) -> None:
    """Let the event loop go round."""
    for _ in range(number):
        await asyncio.sleep(0)


async def settle() -> None:
    """Let everything that is under way come to rest, as long as it waits for no time."""
    await ticks(30)


async def until_done(ref: ProcessRef[Any]) -> None:
    """Until the task is done and nobody has been told."""
    while not ref._life.task.done():
        await ticks(1)


def lives(ref: ProcessRef[Any]) -> bool:
    """`ref.alive`, asked anew: mypy holds a property to be what it was."""
    return ref.alive


def other_tasks() -> set[asyncio.Task[Any]]:
    """Every task but the test's own."""
    return asyncio.all_tasks() - {asyncio.current_task()}


class HandClock:
    """A clock moved by hand, its two readings apart from each other."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 1, 1, tzinfo=UTC)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def correct_wall(self, days: int) -> None:
        self.wall += timedelta(days=days)


class Nursery:
    """A running supervisor with what a test wants to see of it."""

    def __init__(self, **options: Any) -> None:
        self.clock = HandClock()
        self.reports: list[Report] = []
        self.restarts: list[tuple[Any, ProcessRef[Any], Reason]] = []
        options = {"clock": self.clock, "report": self.reports.append, **options}
        self.supervisor = Supervisor(**options)
        self.supervisor.on_restart(lambda *restart: self.restarts.append(restart))

    async def child(self, id: Any = "child", **options: Any) -> ProcessRef[Deed]:
        """Start one more Doer."""
        return await self.supervisor.start_child(doer_spec(id, **options))

    def refs(self) -> list[ProcessRef[Any]]:
        """The present refs of all children."""
        return [child.ref for child in self.supervisor.children()]


def doer_spec(
    id: Any = "child",
    *,
    restart: Restart = "permanent",
    shutdown: Shutdown = 5.0,
    name: Any = None,
    **options: Any,
) -> ChildSpec[Deed]:
    """A specification of a Doer."""
    return ChildSpec(id, lambda: Doer(**options), restart, shutdown, name)


async def nursery(**options: Any) -> Nursery:
    """A nursery whose supervisor runs."""
    made = Nursery(**options)
    await start(made.supervisor)
    return made


def ids(reports: Iterable[Any]) -> list[Any]:
    """The child ids of reports of deaths."""
    return [report.child_id for report in reports]
