"""How often a session may crash before it waits for its learner.

OTP counts restarts for all children of a supervisor together; here each session has a budget of
its own, so that a poisonous question stops its own lesson and nobody else's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Final

from tutor_shared.clock import Clock

MAX_CRASHES: Final = 5
WITHIN_S: Final = 60.0


class Quarantine:
    """Crash times by session, within the window. A session that is over its budget waits.

    `stopped` counts how often one went over its budget.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._crashes: dict[Hashable, deque[float]] = {}
        self.stopped = 0

    def __len__(self) -> int:
        """Sessions with a crash on record."""
        return len(self._crashes)

    def crashed(self, key: Hashable) -> None:
        """Count a crash."""
        times = self._crashes.setdefault(key, deque(maxlen=MAX_CRASHES))
        times.append(self._clock.monotonic())
        self.stopped += self.holds(key)

    def holds(self, key: Hashable) -> bool:
        """Whether the session used up its budget within the window."""
        times = self._crashes.get(key)
        if times is None or len(times) < MAX_CRASHES:
            return False
        return self._clock.monotonic() - times[0] <= WITHIN_S

    def release(self, key: Hashable) -> None:
        """Forget the session's crashes: its learner came back, or it ended well."""
        self._crashes.pop(key, None)
