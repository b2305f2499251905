"""Why a process ended, as values.

The names are Erlang's exit reasons: `normal` and `shutdown` are expected, everything else is not.
A reason is told to monitors, to callers that waited for a reply, and to the supervisor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Normal:
    """It had finished."""


@dataclass(frozen=True, slots=True)
class Ignored(Normal):
    """Its init found that no process is wanted now: OTP's `ignore`, told by `raise Stop(IGNORED)`."""


@dataclass(frozen=True, slots=True)
class Shutdown:
    """It was asked to end, or ended itself in an orderly way; `detail` says more."""

    detail: object = None


@dataclass(frozen=True, slots=True)
class Killed:
    """It was cancelled, and its clean-up did not run to its end."""


@dataclass(frozen=True, slots=True)
class Abandoned(Killed):
    """It was killed and goes on all the same, swallowing each cancellation.

    Nobody waits for it any longer; `stack` shows where it hung.
    """

    stack: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Crash:
    """An exception came out of it."""

    error: BaseException

    def __repr__(self) -> str:
        # The type only: an exception's own text may be hostile, or raise.
        return f"Crash({type(self.error).__qualname__})"


@dataclass(frozen=True, slots=True)
class NoProc:
    """It had ended before it was asked about."""


Reason: TypeAlias = Normal | Ignored | Shutdown | Killed | Abandoned | Crash | NoProc

NORMAL: Final = Normal()
IGNORED: Final = Ignored()
SHUTDOWN: Final = Shutdown()
GAVE_UP: Final = Shutdown("restart intensity reached")
KILLED: Final = Killed()
NOPROC: Final = NoProc()


class Stop(Exception):
    """Raised inside a process to end it with a reason; its clean-up runs."""

    def __init__(self, reason: Reason = NORMAL) -> None:
        self.reason = reason
        super().__init__(reason)


def is_expected(reason: Reason) -> bool:
    """Whether the end was in order, so that a transient child stays ended and nothing is reported."""
    return isinstance(reason, Normal | Shutdown)
