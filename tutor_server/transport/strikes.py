"""How many unreadable frames a connection may send. Pure; the monotonic time is handed in."""

from __future__ import annotations

from collections import deque
from typing import Final

MAX_STRIKES: Final = 20
WINDOW_S: Final = 10.0


class Strikes:
    """Counts refused frames in a sliding window."""

    __slots__ = ("_times",)

    def __init__(self) -> None:
        self._times: deque[float] | None = None

    def add(self, now: float) -> bool:
        """Count one at `now` seconds; True when it is the twentieth in ten seconds."""
        if self._times is None:
            self._times = deque(maxlen=MAX_STRIKES)
        self._times.append(now)
        return len(self._times) == MAX_STRIKES and now - self._times[0] < WINDOW_S
