"""A static supervisor: a fixed row of children that start, end and restart in an order.

For what a program is made of, where later parts stand on earlier ones; children that come and go
belong under a `Supervisor`, which can be one of the row. It is a process itself and can be the
child of another, then best with `shutdown="infinity"`. Its end, however it comes, ends the children.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final, get_args

from tutor_server.otp.child import ChildInfo, Counts
from tutor_server.otp.contain import contain
from tutor_server.otp.intensity import Budget, Intensity
from tutor_server.otp.process import Process
from tutor_server.otp.reasons import GAVE_UP, SHUTDOWN, Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registry import Registry
from tutor_server.otp.report import Reporter, UnknownMessage, log_report
from tutor_server.otp.siblings import Siblings
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.strategy import Strategy
from tutor_shared.clock import Clock
from tutor_shared.errors import BadSpec

_INTENSITY: Final = Intensity()


class StaticSupervisor(Process[object]):
    """Its start is the start of all children, from the left; its stop ends them, from the right.

    After an abnormal end those `strategy.affected` names are ended and started again. A temporary
    child is ended with them and not started again. A child whose first init raises
    `Stop(IGNORED)` keeps its place and does not run.

    Raises:
        BadSpec: an unknown strategy, two children with one id, or a name and no registry.
    """

    __slots__ = ("_report", "_siblings")

    def __init__(
        self,
        children: Sequence[ChildSpec[Any]],
        *,
        clock: Clock,
        strategy: Strategy = "one_for_one",
        intensity: Intensity = _INTENSITY,
        registry: Registry[Any] | None = None,
        report: Reporter = log_report,
    ) -> None:
        _refuse_faults(children, strategy, registry)
        self._report = report
        self._siblings = Siblings(
            children,
            strategy=strategy,
            budget=Budget(clock, intensity),
            registry=registry,
            report=report,
            give_up=lambda: self.ref.exit(GAVE_UP),
        )

    def child(self, child_id: Hashable) -> ProcessRef[Any] | None:
        """The present run of the child with that id, or None where none runs now."""
        for child in self._siblings:
            if child.spec.id == child_id and child.ref.alive:
                return child.ref
        return None

    def children(self) -> tuple[ChildInfo, ...]:
        """Every child that was started and may run again, from left to right."""
        return tuple(ChildInfo.of(child) for child in self._siblings)

    def count(self) -> Counts:
        """The number of those children, by state."""
        return Counts.of(self._siblings)

    async def stop(self, reason: Reason = SHUTDOWN, timeout_s: float | None = None) -> Reason:
        """End the children, then the supervisor. When it returns, none of their tasks exists.

        The children's own shutdown rules bound it; `timeout_s` bounds the whole.

        Raises:
            NoProcess: it had ended before.
        """
        return await self.ref.stop(reason, timeout_s)

    async def init(self) -> None:
        """Start the children; one that fails ends those before it, and this start."""
        await self._siblings.start()

    async def handle(self, message: object) -> None:
        """Take no message, and say so."""
        contain(self._report, UnknownMessage(type(message).__qualname__))

    async def terminate(self, reason: Reason) -> None:  # noqa: ARG002 - the port gives it
        """End the children from right to left, each by its own shutdown rule."""
        await self._siblings.end()

    def ended(self, reason: Reason) -> None:  # noqa: ARG002 - the port gives it
        """Take the children along when it was killed."""
        self._siblings.kill()


def _refuse_faults(
    children: Sequence[ChildSpec[Any]], strategy: Any, registry: Registry[Any] | None
) -> None:
    if strategy not in get_args(Strategy):
        raise BadSpec("The strategy is not known. Use one_for_one, one_for_all or rest_for_one.")
    ids = [spec.id for spec in children]
    for spec in children:
        if ids.count(spec.id) > 1:
            raise BadSpec(f"Two children are called {spec.id!r}. Give each its own id.")
        if spec.name is not None and registry is None:
            raise BadSpec(f"{spec.id!r} has a name. Give its supervisor a registry.")
