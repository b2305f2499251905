"""A supervisor's record of one child, over all its runs."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Literal

from tutor_server.otp.reasons import Abandoned, Killed, Reason, is_expected
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.spec import ChildSpec

# starting: its first init has not finished. restarting: a later one has not. stopping: it was asked
# to end for good. waiting: it may not come back before it is released.
ChildState = Literal["starting", "running", "restarting", "stopping", "waiting"]


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


@dataclass(frozen=True, slots=True)
class Counts:
    """Children by state; `total` is all of them, also those that do not run now."""

    total: int
    active: int
    restarting: int
    waiting: int
