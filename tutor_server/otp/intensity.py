"""How many restarts in how long are too many.

A supervisor whose children keep failing does not mend anything by starting them again: past the
limit it gives up, and its own supervisor decides. The window slides over a monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from tutor_shared.clock import Clock

Restarts: TypeAlias = tuple[float, ...]

NO_RESTARTS: Final[Restarts] = ()


@dataclass(frozen=True, slots=True)
class Intensity:
    """At most `max_restarts` within `within_s` seconds. The default is OTP's for Elixir: 3 in 5."""

    max_restarts: int = 3
    within_s: float = 5.0


def restarted(restarts: Restarts, now: float, limit: Intensity) -> Restarts | None:
    """The restarts that count after one more at `now` (seconds), or None: one too many."""
    counted = (*(at for at in restarts if at >= now - limit.within_s), now)
    return counted if len(counted) <= limit.max_restarts else None


class Budget:
    """The restarts of one supervisor, counted by its clock's monotonic reading."""

    __slots__ = ("_clock", "_restarts", "limit")

    def __init__(self, clock: Clock, limit: Intensity) -> None:
        self._clock = clock
        self._restarts: Restarts = NO_RESTARTS
        self.limit = limit

    def spend(self) -> bool:
        """Count a restart now; False when it is one too many, and is not to be made."""
        counted = restarted(self._restarts, self._clock.monotonic(), self.limit)
        if counted is None:
            return False
        self._restarts = counted
        return True
