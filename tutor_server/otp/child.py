"""A supervisor's record of one child, over all its runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, Self

from tutor_server.otp.reasons import SHUTDOWN, Abandoned, Ignored, Killed, Reason, is_expected
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.spec import ChildSpec, wants_restart

# starting: its first init has not finished. restarting: a later one has not. stopping: it was asked
# to end. waiting: it may not come back before it is released. ended: it does not run, and keeps its
# place in a row of siblings.
ChildState = Literal["starting", "running", "restarting", "stopping", "waiting", "ended"]


class Child:
    """`ref` is its present run, or its last one where none runs now.

    `excused` is set when its supervisor kills it on purpose.
    """

    __slots__ = ("excused", "ref", "restarts", "spec", "state")

    def __init__(self, spec: ChildSpec[Any], ref: ProcessRef[Any]) -> None:
        self.spec = spec
        self.ref = ref
        self.restarts = 0
        self.state: ChildState = "starting"
        self.excused = False

    def end(self) -> None:
        """End its run by its shutdown rule; one whose init has not finished is killed."""
        shutdown = self.spec.shutdown
        if shutdown == "brutal" or self.state in ("starting", "restarting"):
            self.kill()
            return
        self.state = "stopping"
        self.ref.exit(SHUTDOWN, None if shutdown == "infinity" else shutdown)

    def kill(self) -> None:
        """End its run now, without clean-up; that is no news."""
        self.state = "stopping"
        self.excused = True
        self.ref.kill()

    def comes_back(self, reason: Reason) -> bool:
        """Whether it is to be started again after that end."""
        if self.state == "restarting" and isinstance(reason, Ignored):
            return False
        return self.state in ("running", "restarting") and wants_restart(self.spec.restart, reason)

    def is_news(self, reason: Reason) -> bool:
        """Whether an end for that reason is to be reported.

        A first start that fails is told to whoever asked for it instead.
        """
        if isinstance(reason, Abandoned):
            return True
        if self.state == "starting" or is_expected(reason):
            return False
        return not (self.excused and isinstance(reason, Killed))


@dataclass(frozen=True, slots=True)
class ChildInfo:
    """What anybody may know of a child."""

    id: Hashable
    ref: ProcessRef[Any]
    state: ChildState
    restarts: int

    @classmethod
    def of(cls, child: Child) -> Self:
        """How the child is now."""
        return cls(child.spec.id, child.ref, child.state, child.restarts)


@dataclass(frozen=True, slots=True)
class Counts:
    """Children by state; `total` is all of them, also those that do not run now."""

    total: int
    active: int
    restarting: int
    waiting: int

    @classmethod
    def of(cls, children: Iterable[Child]) -> Self:
        """How many there are now."""
        states = Counter(child.state for child in children)
        restarting, waiting = states["restarting"], states["waiting"]
        total = states.total()
        return cls(total, total - restarting - waiting - states["ended"], restarting, waiting)
