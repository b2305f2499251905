"""The children of one supervisor: launched, followed over their restarts, ended.

.. code-block:: text

    starting ──> running ──> (death) ──> restarting ──> running …
        │           │            ├────> waiting ──> released as a new child
        └───────────┴──> stopping └───> forgotten

Every step is one plain call out of the event loop, so the table is never seen half changed. A
restart is tried at once; one that fails is a death as well, tried again in the loop's next turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterator
from functools import partial
from typing import Any, Literal, TypeAlias

from tutor_server.otp.child import Child
from tutor_server.otp.contain import contain
from tutor_server.otp.intensity import Budget, Intensity
from tutor_server.otp.launch import launch
from tutor_server.otp.reasons import Crash, Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registry import Registry
from tutor_server.otp.report import ChildDied, GaveUp, Reporter
from tutor_server.otp.spec import ChildSpec
from tutor_shared.clock import Clock
from tutor_shared.errors import ProcessError

CrashHook: TypeAlias = Callable[[Hashable, Reason], Literal["restart", "wait"]]
RestartListener: TypeAlias = Callable[[Hashable, ProcessRef[Any], Reason], object]


class Children:
    """A table of children by their present ref, and what is done at each death.

    `is_closing` tells that nothing may be restarted any more, `give_up` ends the supervisor.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        intensity: Intensity,
        registry: Registry[Any] | None,
        report: Reporter,
        on_crash: CrashHook | None,
        is_closing: Callable[[], bool],
        give_up: Callable[[], None],
    ) -> None:
        self._budget = Budget(clock, intensity)
        self._emptied: asyncio.Future[None] | None = None
        self._give_up = give_up
        self._is_closing = is_closing
        self._on_crash = on_crash
        self._registry = registry
        self._report = report
        self._table: dict[ProcessRef[Any], Child] = {}
        self._waiting: dict[Hashable, Child] = {}
        self.listeners: list[RestartListener] = []

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[Child]:
        return iter(tuple(self._table.values()))

    def of(self, ref: ProcessRef[Any]) -> Child | None:
        """The child whose present or last run that is."""
        return self._table.get(ref)

    def waiting(self, child_id: Hashable) -> Child | None:
        """The child with that id that waits to be released."""
        return self._waiting.get(child_id)

    def add(self, spec: ChildSpec[Any]) -> Child:
        """Launch a new child; its init has yet to run."""
        child = Child(spec, launch(spec, self._registry))
        self._follow(child, None)
        return child

    def forget(self, child: Child) -> None:
        """Take a child that does not run out of the table."""
        self._table.pop(child.ref, None)
        if self._waiting.get(child.spec.id) is child:
            del self._waiting[child.spec.id]
        if self._emptied is not None and not self._table and not self._emptied.done():
            self._emptied.set_result(None)

    def end(self, child: Child) -> None:
        """End a child for good by its shutdown rule; one that has not started yet is killed."""
        if child.ref.ended:
            self.forget(child)
        else:
            child.end()

    async def end_all(self) -> None:
        """End all side by side and wait until the last one has ended."""
        self._emptied = asyncio.get_running_loop().create_future()
        for child in self:
            self.end(child)
        if self._table:
            await self._emptied

    def kill_all(self) -> None:
        """Kill all and wait for none."""
        for child in self:
            child.kill()

    def _follow(self, child: Child, cause: Reason | None) -> None:
        self._table[child.ref] = child
        child.ref.when_started(partial(self._started, child, cause))
        child.ref.monitor(partial(self._down, child))

    def _started(self, child: Child, cause: Reason | None) -> None:
        if child.state in ("starting", "restarting"):
            child.state = "running"
        if cause is not None:
            for listener in self.listeners:
                contain(listener, child.spec.id, child.ref, cause)

    def _down(self, child: Child, reason: Reason) -> None:
        if self._table.get(child.ref) is not child:
            return
        self._tell(child, reason)
        if child.comes_back(reason):
            self._restart(child, reason)
        else:
            self.forget(child)

    def _tell(self, child: Child, reason: Reason) -> None:
        if child.is_news(reason):
            contain(self._report, ChildDied(child.spec.id, reason, child.restarts))

    def _restart(self, child: Child, reason: Reason) -> None:
        if self._is_closing():
            self.forget(child)
            return
        if self._must_wait(child, reason):
            self._wait(child)
            return
        if not self._budget.spend():
            self.forget(child)
            contain(self._report, GaveUp.at(self._budget.limit))
            self._give_up()
            return
        child.restarts += 1
        child.state = "restarting"
        self._relaunch(child, reason)

    def _must_wait(self, child: Child, reason: Reason) -> bool:
        hook = self._on_crash
        return hook is not None and contain(hook, child.spec.id, reason) == "wait"

    def _wait(self, child: Child) -> None:
        earlier = self._waiting.get(child.spec.id)
        if earlier is not None:
            self.forget(earlier)
        child.state = "waiting"
        self._waiting[child.spec.id] = child

    def _relaunch(self, child: Child, reason: Reason) -> None:
        try:
            ref = launch(child.spec, self._registry)
        except ProcessError as error:
            asyncio.get_running_loop().call_soon(self._down, child, Crash(error))
            return
        del self._table[child.ref]
        child.ref = ref
        self._follow(child, reason)
