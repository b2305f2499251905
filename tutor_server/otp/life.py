"""One run of a process, from its first step to its end: the task, the mailbox, who watches.

.. code-block:: text

    init ──> take a message, handle it, again … ──> terminate ──> the end is told
      └─ failed: no terminate        killed: no terminate ─┘

An orderly exit lets the message at hand be finished, and no further one begin. A kill cancels, and
cancels again when the cancellation was swallowed; a task that survives them all is abandoned: its
end is told as if it had ended. The end is told from the task's done callback, so that whoever hears
of it finds no task any more; it comes also when the task never made its first step.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final, Generic, Protocol, TypeVar, cast

from tutor_server.otp.contain import contain
from tutor_server.otp.mailbox import Mailbox
from tutor_server.otp.monitor import DownCallback, Monitor
from tutor_server.otp.reasons import KILLED, NOPROC, Abandoned, Crash, Killed, Reason, Stop
from tutor_server.otp.reply import Failure
from tutor_server.otp.stack import awaiting
from tutor_server.otp.timer import Timer
from tutor_shared.errors import ProcessDied

M = TypeVar("M")
M_contra = TypeVar("M_contra", contravariant=True)

# Messages handled without a pause before the others get their turn of the event loop.
BURST: Final = 64
# A killed task is cancelled this often, this far apart, before it is abandoned.
STRIKES: Final = 5
STRIKE_S: Final = 0.1
# How long a crashed process may take to clean up after itself.
CLEAN_UP_S: Final = 5.0

# The event loop holds its tasks weakly.
_held: Final[set[asyncio.Task[None]]] = set()
_abandoned: Final[set[asyncio.Task[None]]] = set()


def abandoned() -> int:
    """How many abandoned tasks still hang in this program: a number to watch."""
    return len(_abandoned)


class Behaviour(Protocol[M_contra]):
    """What a process does; `process.Process` documents each."""

    async def init(self) -> None:
        """Get ready."""

    async def handle(self, message: M_contra, /) -> None:
        """Do what the message asks for."""

    async def terminate(self, reason: Reason, /) -> None:
        """Clean up; not after a kill."""

    def ended(self, reason: Reason, /) -> None:
        """The last call, after every kind of end."""


class Life(Generic[M]):
    """The machinery behind a ref. `ready` is done after init, with None or why it failed."""

    __slots__ = (
        "_asks",
        "_behaviour",
        "_deadline",
        "_exit",
        "_monitors",
        "_reason",
        "ended",
        "mailbox",
        "ready",
        "task",
    )

    def __init__(self, behaviour: Behaviour[M], mailbox: Mailbox[M]) -> None:
        loop = asyncio.get_running_loop()
        self._asks: set[asyncio.Future[Any]] | None = None
        self._behaviour: Behaviour[M] | None = behaviour
        self._deadline: asyncio.TimerHandle | None = None
        self._exit: Reason | None = None
        self._monitors: dict[Monitor, None] | None = None
        self._reason: Reason | None = None
        self.ended = False
        self.mailbox = mailbox
        self.ready: asyncio.Future[Reason | None] = loop.create_future()
        self.task = loop.create_task(self._run(behaviour), name=type(behaviour).__qualname__)
        _held.add(self.task)
        self.task.add_done_callback(self._task_done)

    @property
    def alive(self) -> bool:
        """Whether it runs, or is about to."""
        return not (self.ended or self.task.done())

    @property
    def ending(self) -> bool:
        """Whether its end was asked for, forced, or is over."""
        return self._exit is not None or self.cancelled or not self.alive

    @property
    def cancelled(self) -> bool:
        """Whether an end was forced on it, by a kill or by the event loop's own end."""
        return isinstance(self._exit, Killed) or self.task.cancelling() > 0

    def monitor(self, callback: DownCallback) -> Monitor:
        """Watch the end; of one that has ended, NoProc is told in the next turn of the loop."""
        if self.ended:
            late = Monitor(callback)
            asyncio.get_running_loop().call_soon(late.down, NOPROC)
            return late
        if self._monitors is None:
            self._monitors = {}
        monitor = Monitor(callback, self._monitors)
        self._monitors[monitor] = None
        return monitor

    def asked(self, future: asyncio.Future[Any]) -> Callable[[asyncio.Future[Any]], None]:
        """Note a caller waiting for a reply; returns what forgets it."""
        if self._asks is None:
            self._asks = set()
        self._asks.add(future)
        return self._forget

    def _forget(self, future: asyncio.Future[Any]) -> None:
        if self._asks is not None:
            self._asks.discard(future)
            # An idle process holds no empty set: there are thousands of them.
            self._asks = self._asks or None

    def exit(self, reason: Reason, within_s: float | None = None) -> None:
        """End after the message at hand; kill it when that takes more than `within_s`."""
        if self._exit is None:
            self._exit = reason
            self.mailbox.wake()
        if within_s is not None:
            self._limit(within_s)

    def kill(self) -> None:
        """End now, without clean-up."""
        if not self.ended:
            self._exit = KILLED
            self._strike(STRIKES)

    def _limit(self, within_s: float) -> None:
        deadline = asyncio.get_running_loop().call_later(within_s, self.kill)
        earlier, self._deadline = self._deadline, deadline
        if earlier is not None and earlier.when() < deadline.when():
            earlier, self._deadline = deadline, earlier
        if earlier is not None:
            earlier.cancel()

    def _strike(self, left: int) -> None:
        if self.ended or self.task.done():
            return
        if not left:
            self._abandon()
            return
        self.task.cancel()
        asyncio.get_running_loop().call_later(STRIKE_S, self._strike, left - 1)

    def _abandon(self) -> None:
        _abandoned.add(self.task)
        self._end(Abandoned(awaiting(self.task)))

    async def _run(self, behaviour: Behaviour[M]) -> None:
        try:
            await behaviour.init()
            if not self.ended:
                self.ready.set_result(None)
            await self._serve(behaviour)
        except GeneratorExit:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it ends this process only
            self._reason = self._judge(error)
        else:
            self._reason = self._exit
        if self.ready.done() and not isinstance(self._reason, Killed):
            await self._clean_up(behaviour)

    async def _serve(self, behaviour: Behaviour[M]) -> None:
        mailbox, handle = self.mailbox, behaviour.handle
        burst = 0
        while self._exit is None:
            if not mailbox:
                await mailbox.arrival()
                burst = 0
                continue
            message = mailbox.pop()
            if isinstance(message, Timer):
                if not message.claim():
                    continue
                message = cast("M", message.message)
            await handle(message)
            burst += 1
            if burst == BURST:
                burst = 0
                await asyncio.sleep(0)

    async def _clean_up(self, behaviour: Behaviour[M]) -> None:
        reason = self._reason
        assert reason is not None
        if isinstance(reason, Crash):
            asyncio.get_running_loop().call_later(CLEAN_UP_S, self._strike, STRIKES)
        try:
            await behaviour.terminate(reason)
        except GeneratorExit:
            raise
        except BaseException as error:  # noqa: BLE001 - as in _run
            self._reason = self._judge(error)
            if isinstance(reason, Crash):
                self._reason = _first_cause(reason, self._reason)
        else:
            if isinstance(self._exit, Killed) and not isinstance(reason, Crash):
                self._reason = KILLED

    def _judge(self, error: BaseException) -> Reason:
        if isinstance(error, Stop):
            return error.reason
        if isinstance(error, asyncio.CancelledError) and self.cancelled:
            return KILLED
        return Crash(error)

    def _task_done(self, task: asyncio.Task[None]) -> None:
        _held.discard(task)
        _abandoned.discard(task)
        error = None if task.cancelled() else task.exception()
        if not self.ended:
            self._end(Crash(error) if error is not None else self._reason or KILLED)

    def _end(self, reason: Reason) -> None:
        behaviour, self._behaviour = self._behaviour, None
        asks, self._asks = self._asks or (), None
        monitors, self._monitors = self._monitors or (), None
        deadline, self._deadline = self._deadline, None
        self.ended, self._reason = True, None
        self.mailbox.close()
        if deadline is not None:
            deadline.cancel()
        if not self.ready.done():
            self.ready.set_result(reason)
        for future in asks:
            if not future.done():
                future.set_result(Failure(ProcessDied(reason)))
        if behaviour is not None:
            contain(behaviour.ended, reason)
        for monitor in tuple(monitors):
            monitor.down(reason)


def _first_cause(crash: Crash, later: Reason) -> Crash:
    """A crash stays the reason of an end whose clean-up was cut short or failed as well."""
    if isinstance(later, Crash) and later.error.__context__ is None:
        crash.error.add_note(f"Its clean-up failed too: {later!r}")
    return crash
