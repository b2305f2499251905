"""Children in a row: started from the left, ended from the right, restarted together.

What is under way is two lists of places. `ending` are to be ended, the last of them first, each
when the one before has ended; once that is empty, `due` are to be started, the first of them first,
each when the one before is ready. A death puts into both what the strategy says. Nothing here
waits: each end and each finished init has the next step taken in a turn of the loop of its own, so
an init that hangs or fails for ever keeps nobody from ending the row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from tutor_server.otp.child import Child
from tutor_server.otp.contain import contain
from tutor_server.otp.intensity import Budget
from tutor_server.otp.launch import launch
from tutor_server.otp.reasons import Crash, Ignored, Reason
from tutor_server.otp.registry import Registry
from tutor_server.otp.report import ChildDied, GaveUp, Reporter
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.strategy import Strategy, affected
from tutor_shared.errors import ProcessError, StartFailed

_REMEDY: Final = "Remove the cause and start it again."


class Siblings:
    """One row of children, by their places in it.

    `give_up` is called once the budget is spent; the row ends itself then.
    """

    def __init__(
        self,
        specs: Sequence[ChildSpec[Any]],
        *,
        strategy: Strategy,
        budget: Budget,
        registry: Registry[Any] | None,
        report: Reporter,
        give_up: Callable[[], None],
    ) -> None:
        self._budget = budget
        self._children: dict[int, Child] = {}
        self._due: list[int] = []
        self._ending: list[int] = []
        self._failure: StartFailed | None = None
        self._give_up = give_up
        self._registry = registry
        self._report = report
        self._rest: asyncio.Future[None] | None = None
        self._specs = dict(enumerate(specs))
        self._step: asyncio.Handle | None = None
        self._strategy: Strategy = strategy

    def __iter__(self) -> Iterator[Child]:
        """Every child that was launched and is not forgotten, in order."""
        return iter([self._children[place] for place in self._specs if place in self._children])

    async def start(self) -> None:
        """Start all, each when the one before is ready, and wait for the last.

        Raises:
            StartFailed: one did not start, with the cause chained, or they died too often
                meanwhile. All have been ended.
        """
        self._due = list(self._specs)
        await self._come_to_rest()
        if self._failure is not None:
            raise self._failure

    async def end(self) -> None:
        """End all, each when the one after has ended, and wait for the first."""
        self._close()
        await self._come_to_rest()

    def kill(self) -> None:
        """Kill all and wait for none."""
        self._due, self._ending = [], []
        for child in self:
            if not child.ref.ended:
                child.kill()

    async def _come_to_rest(self) -> None:
        self._rest = asyncio.get_running_loop().create_future()
        self._move()
        await self._rest

    def _close(self) -> None:
        self._due = []
        self._ending = [place for place in self._specs if self._runs(place)]
        self._move()

    def _runs(self, place: int) -> bool:
        child = self._children.get(place)
        return child is not None and not child.ref.ended

    def _move(self) -> None:
        if self._step is None:
            self._step = asyncio.get_running_loop().call_soon(self._advance)

    def _advance(self) -> None:
        self._step = None
        if self._ending:
            last = self._children[self._ending[-1]]
            if last.state != "stopping":
                last.end()
        elif self._due:
            if not self._runs(self._due[0]):
                self._launch(self._due[0])
        elif self._rest is not None and not self._rest.done():
            self._rest.set_result(None)

    def _launch(self, place: int) -> None:
        spec, child = self._specs[place], self._children.get(place)
        if child is not None:
            child.state, child.excused = "restarting", False
            child.restarts += 1
        try:
            ref = launch(spec, self._registry)
        except ProcessError as error:
            self._down(place, Crash(error))
            return
        if child is None:
            self._children[place] = Child(spec, ref)
        else:
            child.ref = ref
        ref.when_started(partial(self._started, place))
        ref.monitor(partial(self._down, place))

    def _started(self, place: int) -> None:
        child = self._children[place]
        if child.state not in ("starting", "restarting"):
            return
        child.state = "running"
        if place not in self._ending:
            self._due.remove(place)
            self._move()

    def _down(self, place: int, reason: Reason) -> None:
        child = self._children.get(place)
        if child is not None and child.is_news(reason):
            contain(self._report, ChildDied(child.spec.id, reason, child.restarts))
        if place in self._ending:
            self._ending.remove(place)
            self._ended(place, again=place in self._due)
        elif child is None or child.state == "starting":
            self._not_started(place, child, reason)
        elif child.comes_back(reason):
            self._restart(place, child)
        else:
            self._ended(place, again=False)
        self._move()

    def _ended(self, place: int, *, again: bool) -> None:
        temporary = self._specs[place].restart == "temporary"
        again = again and not temporary
        self._children[place].state = "restarting" if again else "ended"
        if not again and place in self._due:
            self._due.remove(place)
        if temporary:
            del self._specs[place], self._children[place]

    def _not_started(self, place: int, child: Child | None, reason: Reason) -> None:
        failure = StartFailed(f"{self._specs[place].id!r} did not start: {reason!r}. {_REMEDY}")
        failure.__cause__ = reason.error if isinstance(reason, Crash) else None
        if child is not None:
            self._ended(place, again=False)
        if not isinstance(reason, Ignored):
            self._fail(failure)

    def _fail(self, failure: StartFailed) -> None:
        self._failure = failure
        self._close()

    def _restart(self, place: int, child: Child) -> None:
        if not self._budget.spend():
            child.state = "ended"
            contain(self._report, GaveUp.at(self._budget.limit))
            self._fail(StartFailed(f"The children died too often meanwhile. {_REMEDY}"))
            self._give_up()
            return
        child.state = "restarting"
        again = affected(self._strategy, list(self._specs), place)
        self._due = sorted({*self._due, *again})
        # Those that are being ended already are among them: they lie to the right of this one.
        self._ending = [*filter(self._runs, again)]
