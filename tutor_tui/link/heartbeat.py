"""Is the other side still there: one `ping` each interval, and silence is death.

Anything heard counts as life, not only the `pong`: a long replay may stand before it in the queue.
Pure; time is handed in.
"""

from __future__ import annotations

from typing import Final, Literal

Beat = Literal["wait", "ping", "dead"]

#: What a server may ask for, in seconds: less would be a flood, more would miss a dead line.
SHORTEST_S: Final = 0.01
LONGEST_S: Final = 300.0


class Heartbeat:
    """The pulse of one connection, from `now` (monotonic seconds) on."""

    __slots__ = ("_asked", "_interval_s", "due")

    def __init__(self, interval_s: float, now: float) -> None:
        self._interval_s = min(max(interval_s, SHORTEST_S), LONGEST_S)
        self._asked = False
        self.due = now + self._interval_s

    def heard(self) -> None:
        """A frame arrived."""
        self._asked = False

    def beat(self, now: float) -> Beat:
        """What to do now: `ping` when it is due, `dead` when the last one met only silence."""
        if now < self.due:
            return "wait"
        if self._asked:
            return "dead"
        self._asked = True
        self.due = now + self._interval_s
        return "ping"
