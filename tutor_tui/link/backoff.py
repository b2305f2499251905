"""How long to wait before the next attempt to connect: exponential backoff with full jitter.

The window starts at one second and doubles to thirty; the wait is drawn evenly from the whole
window, so that the clients of a server that restarted come back spread out, not all at once.
A connection that stood for ten seconds forgets the failures before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

FIRST_S: Final = 1.0
CAP_S: Final = 30.0
STABLE_S: Final = 10.0

_MOST_DOUBLINGS: Final = 10


def window_s(failures: int) -> float:
    """The longest wait after that many failures in a row, in seconds."""
    return min(CAP_S, FIRST_S * 2.0 ** min(failures, _MOST_DOUBLINGS))


def delay_s(failures: int, random: Callable[[], float], *, at_least_s: float = 0.0) -> float:
    """The wait itself; `random` gives 0 ≤ x < 1.

    `at_least_s` is what a server asked for: it comes on top of nothing, it only raises the floor.
    """
    return max(at_least_s, random() * window_s(failures))


def failures_after(failures: int, *, stood_s: float) -> int:
    """The failures to count from, once a connection that stood for `stood_s` is lost."""
    return 0 if stood_s >= STABLE_S else failures
