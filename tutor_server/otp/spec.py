"""How a supervisor starts, stops and restarts one child."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar, get_args

from tutor_server.otp.process import Process
from tutor_server.otp.reasons import Reason, is_expected
from tutor_shared.errors import BadSpec

M = TypeVar("M")

Restart = Literal["permanent", "transient", "temporary"]
Shutdown = float | Literal["brutal", "infinity"]

SHUTDOWN_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class ChildSpec(Generic[M]):
    """A child, as its supervisor knows it.

    `id` names it in reports; several children may share one. `start` makes a new process each time
    it is called. `restart`: permanent always, transient after an abnormal end, temporary never.
    `shutdown`: seconds to end in order before it is killed, `brutal` to kill at once, `infinity` to
    wait. `name` is registered in the supervisor's registry for as long as the child runs.

    Raises:
        BadSpec: a field that cannot be used, told before anything runs.
    """

    id: Hashable
    start: Callable[[], Process[M]]
    restart: Restart = "permanent"
    shutdown: Shutdown = SHUTDOWN_S
    name: Hashable = None

    def __post_init__(self) -> None:
        fault = _fault(self.id, self.start, self.restart, self.shutdown)
        if fault is not None:
            raise BadSpec(fault)


def wants_restart(restart: Restart, reason: Reason) -> bool:
    """Whether a child of this kind comes back after that end."""
    if restart == "permanent":
        return True
    return restart == "transient" and not is_expected(reason)


def _fault(child_id: Any, start: Any, restart: Any, shutdown: Any) -> str | None:
    """What is wrong with the fields of a specification, if anything."""
    if child_id is None or child_id == "":
        return "The child has no id. Give it one, for the reports."
    if not callable(start):
        return f"The child {child_id!r} has no start. Give it a function that makes its process."
    if restart not in get_args(Restart):
        return f"The restart of {child_id!r} is not known. Use permanent, transient or temporary."
    if shutdown in ("brutal", "infinity"):
        return None
    if isinstance(shutdown, bool) or not isinstance(shutdown, int | float):
        return f"The shutdown of {child_id!r} is no time. Use seconds, brutal or infinity."
    if math.isnan(shutdown) or not 0 <= shutdown < math.inf:
        return f"The shutdown of {child_id!r} is out of range. Use 0 seconds or more, or infinity."
    return None
