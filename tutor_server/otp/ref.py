"""The handle of a process: the only thing anybody else holds of it.

`tell` is a cast: it never waits, and to a dead process it does nothing. `push` waits for room, which
is how a socket's reader is made to wait. `ask` is a call: it ends in the reply, in the reason of the
callee's end, or in a timeout, and a late reply goes nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from tutor_server.otp.life import Life
from tutor_server.otp.monitor import DownCallback, Monitor
from tutor_server.otp.reasons import NORMAL, Killed, Normal, Reason
from tutor_server.otp.reply import Failure, Reply
from tutor_shared.errors import CallSelf, CallTimeout, NoProcess, StartFailed

M_contra = TypeVar("M_contra", contravariant=True)
R = TypeVar("R")

CALL_S = 5.0
STOP_S = 5.0


class ProcessRef(Generic[M_contra]):
    """One run of one process. A restarted process has a new ref; a name finds it (`Registry`)."""

    __slots__ = ("_life",)

    def __init__(self, life: Life[M_contra]) -> None:
        self._life = life

    def __repr__(self) -> str:
        return f"<{self._life.task.get_name()} {id(self):#x} {'alive' if self.alive else 'dead'}>"

    @property
    def alive(self) -> bool:
        """Whether it has not ended; true from the spawn on, also before init finished."""
        return self._life.alive

    @property
    def ended(self) -> bool:
        """Whether its end has been told; it is dead (`alive`) up to one turn of the loop before."""
        return self._life.ended

    @property
    def ending(self) -> bool:
        """Whether it has ended, or has been told to."""
        return self._life.ending

    def tell(self, message: M_contra) -> None:
        """Send without waiting. Does nothing when the process has ended.

        Raises:
            MailboxFull: it has too many messages already.
        """
        if not self._life.ended:
            self._life.mailbox.offer(message)

    async def push(self, message: M_contra) -> None:
        """Send, waiting for room in the mailbox.

        Raises:
            NoProcess: it has ended, or ended while this waited.
            CallSelf: a process would wait for itself to read.
        """
        mailbox = self._life.mailbox
        if mailbox.full:
            self._refuse_self()
        await mailbox.put(message)

    async def ask(
        self, make_message: Callable[[Reply[R]], M_contra], timeout_s: float = CALL_S
    ) -> R:
        """Send a question and wait for its answer.

        `make_message` gets the handle for the answer and puts it into the message.

        Raises:
            NoProcess: it had ended before.
            MailboxFull: it has too many messages already.
            CallSelf: a process asked itself.
            ProcessDied: it ended before it replied; carries the reason.
            CallTimeout: no reply within `timeout_s`.
            Exception: what the process failed the reply with.
        """
        life = self._life
        self._refuse_dead()
        self._refuse_self()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R | Failure] = loop.create_future()
        reply = Reply(future)
        life.mailbox.offer(make_message(reply))
        forget = life.asked(future)
        limit = loop.call_later(timeout_s, _expire, reply, timeout_s)
        try:
            outcome = await future
        finally:
            limit.cancel()
            forget(future)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    def exit(self, reason: Reason, within_s: float | None = None) -> None:
        """Ask it to end with that reason, after the message at hand. `normal` is ignored.

        With `within_s` it is killed when it has not ended after so many seconds.
        Erlang's exit signal: only the process itself can say that it has finished; to make it end
        as if it had, `stop` it.
        """
        if isinstance(reason, Killed):
            self.kill()
        elif not isinstance(reason, Normal):
            self._life.exit(reason, within_s)

    async def stop(self, reason: Reason = NORMAL, timeout_s: float | None = STOP_S) -> Reason:
        """End it after the message at hand, wait for that, and return the reason of its end.

        After `timeout_s` seconds it is killed; None waits for ever. The caller's cancellation ends
        the waiting only.

        Raises:
            NoProcess: it had ended before.
            CallSelf: a process would wait for its own end.
        """
        self._refuse_dead()
        self._refuse_self()
        self._life.exit(reason, timeout_s)
        return await self.down()

    def kill(self) -> None:
        """End it now, without clean-up. Its end is seen by a monitor, or with `down`."""
        self._life.kill()

    async def down(self) -> Reason:
        """Wait for its end and return the reason; NoProc when it had ended before."""
        future: asyncio.Future[Reason] = asyncio.get_running_loop().create_future()
        monitor = self._life.monitor(future.set_result)
        try:
            return await future
        finally:
            monitor.demonitor()

    def monitor(self, callback: DownCallback) -> Monitor:
        """Have `callback(reason)` called once when it has ended.

        When it had ended before, it is called with NoProc in the next turn of the event loop. The
        callback may not wait; what it raises is logged.
        """
        return self._life.monitor(callback)

    async def started(self) -> None:
        """Wait until its init has finished.

        Raises:
            StartFailed: init did not succeed; the cause is chained.
        """
        failed = await asyncio.shield(self._life.ready)
        if failed is not None:
            cause = getattr(failed, "error", None)
            raise StartFailed(
                f"{self._life.task.get_name()} did not start: {failed!r}. "
                "Remove the cause and start it again."
            ) from cause

    def when_started(self, callback: Callable[[], object]) -> None:
        """Have `callback()` called after its init has succeeded, before its end can be told."""
        self._life.ready.add_done_callback(
            lambda ready: callback() if ready.result() is None else None
        )

    def _refuse_dead(self) -> None:
        if not self.alive:
            raise NoProcess("The process has ended. Look it up again.")

    def _refuse_self(self) -> None:
        if self._life.task is asyncio.current_task():
            raise CallSelf("A process cannot wait for itself. Do it in the process directly.")


def _expire(reply: Reply[Any], timeout_s: float) -> None:
    reply.fail(CallTimeout(f"No reply in {timeout_s:g} s. Try again in a moment."))
