"""A dynamic supervisor, one for one: children come and go, and each fails alone.

Its decisions are `spec.wants_restart` and `intensity.restarted`, both pure. It hears of deaths from
monitors and acts on them at once (`children.Children`), not through its mailbox: a thousand deaths
in one moment need no queue, and a start that hangs or fails for ever keeps nobody from `count` or
`stop`.

It is a process itself and can be the child of another, then best with `shutdown="infinity"`. Its
end, however it comes, ends the children.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import Any, Final, TypeVar

from tutor_server.otp.child import ChildInfo, Counts
from tutor_server.otp.children import Children, CrashHook, RestartListener
from tutor_server.otp.contain import contain
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.process import Process
from tutor_server.otp.reasons import GAVE_UP, SHUTDOWN, Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registry import Registry
from tutor_server.otp.report import Reporter, UnknownMessage, log_report
from tutor_server.otp.spec import ChildSpec
from tutor_shared.clock import Clock
from tutor_shared.errors import MaxChildren, NoProcess

M = TypeVar("M")

_INTENSITY: Final = Intensity()


class Supervisor(Process[object]):
    """Holds the children and decides what follows their deaths.

    `on_crash(child_id, reason)` is asked before each restart; `wait` keeps the child down, uncounted
    by the intensity, until `release` or the next `start_child` with its id. `registry` is where
    children with a name are found, before and after a restart.
    """

    __slots__ = ("_children", "_max_children", "_report")

    def __init__(
        self,
        *,
        clock: Clock,
        intensity: Intensity = _INTENSITY,
        max_children: int | None = None,
        registry: Registry[Any] | None = None,
        report: Reporter = log_report,
        on_crash: CrashHook | None = None,
    ) -> None:
        self._max_children = max_children
        self._report = report
        self._children = Children(
            clock=clock,
            intensity=intensity,
            registry=registry,
            report=report,
            on_crash=on_crash,
            is_closing=lambda: self.ref.ending,
            give_up=lambda: self.ref.exit(GAVE_UP),
        )

    async def start_child(self, spec: ChildSpec[M]) -> ProcessRef[M]:
        """Start a child and return its ref after its init has finished.

        Cancelled meanwhile, the child is killed and forgotten.

        Raises:
            StartFailed: `start` or init did not succeed; the cause is chained, no child is kept.
            AlreadyStarted: the name is taken; carries its owner. Nothing of the child has run.
            BadSpec: a name, and the supervisor has no registry.
            MaxChildren: the supervisor holds as many children as it may.
            NoProcess: the supervisor does not run, or is ending.
        """
        self._refuse_ending()
        waiting = self._children.waiting(spec.id)
        if waiting is not None:
            self._children.forget(waiting)
        self._refuse_crowd()
        child = self._children.add(spec)
        ref: ProcessRef[M] = child.ref
        try:
            await ref.started()
        except asyncio.CancelledError:
            self._children.end(child)
            raise
        return ref

    async def terminate_child(self, ref: ProcessRef[Any]) -> Reason:
        """End a child for good, by its own shutdown rule, and return the reason of its end.

        A child that does not run now is known by its last ref, and simply forgotten.

        Raises:
            NoProcess: no child of this supervisor.
        """
        child = self._children.of(ref)
        if child is None:
            raise NoProcess("No child of this supervisor has that ref. Look it up in `children`.")
        self._children.end(child)
        return await ref.down()

    async def release(self, child_id: Hashable) -> ProcessRef[Any]:
        """Start a waiting child again and return its new ref. When that fails it is forgotten.

        Raises:
            NoProcess: no child with that id is waiting.
            StartFailed: as for `start_child`, and so are its other errors.
        """
        child = self._children.waiting(child_id)
        if child is None:
            raise NoProcess(f"No child {child_id!r} is waiting. Look it up in `children`.")
        return await self.start_child(child.spec)

    async def stop(self, reason: Reason = SHUTDOWN, timeout_s: float | None = None) -> Reason:
        """End the children, then the supervisor. When it returns, none of their tasks exists.

        The children's own shutdown rules bound it; `timeout_s` bounds the whole.

        Raises:
            NoProcess: it had ended before.
        """
        return await self.ref.stop(reason, timeout_s)

    def on_restart(self, listener: RestartListener) -> None:
        """Have `listener(child_id, new_ref, reason)` called after each restart's init."""
        self._children.listeners.append(listener)

    def children(self) -> tuple[ChildInfo, ...]:
        """Every child, in the order of their latest starts."""
        return tuple(ChildInfo.of(child) for child in self._children)

    def count(self) -> Counts:
        """The number of children, by state."""
        return Counts.of(self._children)

    async def handle(self, message: object) -> None:
        """Take no message, and say so."""
        contain(self._report, UnknownMessage(type(message).__qualname__))

    async def terminate(self, reason: Reason) -> None:  # noqa: ARG002 - the port gives it
        """End all children side by side, each by its own shutdown rule."""
        await self._children.end_all()

    def ended(self, reason: Reason) -> None:  # noqa: ARG002 - the port gives it
        """Take the children along when it was killed."""
        self._children.kill_all()

    def _refuse_ending(self) -> None:
        if getattr(self, "ref", None) is None or self.ref.ending:
            raise NoProcess("The supervisor does not run, or is ending. Start children before.")

    def _refuse_crowd(self) -> None:
        if self._max_children is not None and len(self._children) >= self._max_children:
            raise MaxChildren(f"There are {self._max_children} already. Try again later.")
