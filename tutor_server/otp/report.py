"""What a supervisor has to tell whoever keeps the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Self, TypeAlias, assert_never

from tutor_server.otp.intensity import Intensity
from tutor_server.otp.reasons import Abandoned, Crash, Reason

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChildDied:
    """A child ended that should not have; told once a death. `restarts` counts the earlier ones."""

    child_id: Hashable
    reason: Reason
    restarts: int


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The children failed more often than the intensity allows; the supervisor ends."""

    max_restarts: int
    within_s: float

    @classmethod
    def at(cls, limit: Intensity) -> Self:
        """Past that limit."""
        return cls(limit.max_restarts, limit.within_s)


@dataclass(frozen=True, slots=True)
class UnknownMessage:
    """Something was sent to the supervisor's mailbox, which takes no messages; `kind` is its type."""

    kind: str


Report: TypeAlias = ChildDied | GaveUp | UnknownMessage
Reporter: TypeAlias = Callable[[Report], object]


def log_report(report: Report) -> None:
    """The default reporter: the standard library's log, a crash with its traceback."""
    match report:
        case ChildDied(child_id, reason, restarts):
            error = reason.error if isinstance(reason, Crash) else None
            stack = f"\n{reason.stack}" if isinstance(reason, Abandoned) else ""
            text = "child %r ended: %r, restarted %d times before%s"
            _log.error(text, child_id, reason, restarts, stack, exc_info=error)
        case GaveUp(max_restarts, within_s):
            _log.critical("over %d restarts in %g s: the supervisor ends", max_restarts, within_s)
        case UnknownMessage(kind):
            _log.warning("a supervisor takes no messages; ignored one of type %s", kind)
        case _:
            assert_never(report)
