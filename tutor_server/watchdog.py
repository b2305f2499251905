"""Notices when the event loop stands still, and says where.

The loop's side is a `Pulse`, a timer that writes down when it came and how late it was. The
`Watchdog`, a thread, looks whether beats still come; when none came for too long it logs what the
loop's thread is doing, once a standstill. C code that keeps the interpreter to itself (a regular
expression, a huge product) keeps the thread out as well, but hands over where it returns, so that
its line is still the one that is named. A stack that ends in the loop's own waiting tells of a
process that was stopped or starved as a whole.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Final, NamedTuple

import structlog

from tutor_server.exposition import Histogram

_log: Final = structlog.get_logger("tutor.watchdog")

#: Twenty wakeups a second are what an idle server pays: about a third of a percent of one core.
BEAT_S: Final = 0.05
#: A silence that is logged: five times what may ever be done in the loop at once. It is counted
#: from the beat before, so that no standstill that long is missed.
LIMIT_S: Final = 0.25
#: A silence after which the server is not ready to teach, and for how long it is not.
STUCK_S: Final = 1.0
RED_S: Final = 5.0
_LAGS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)

Time = Callable[[], float]


class Pulse:
    """Beats as long as the loop turns. `last` is when it last did, by `clock`."""

    def __init__(self, clock: Time = time.monotonic) -> None:
        self._clock = clock
        self._timer: asyncio.TimerHandle | None = None
        self._red_until = float("-inf")
        self.lags = Histogram(_LAGS)
        self.last = clock()
        self.worst_s = 0.0

    def start(self) -> None:
        """Begin to beat, in the running loop."""
        self.last = self._clock()
        self._schedule()

    def stop(self) -> None:
        """Beat no more."""
        if self._timer is not None:
            self._timer.cancel()

    def beat(self) -> None:
        """The loop turned: note how late."""
        now = self._clock()
        silence, self.last = now - self.last, now
        lag = max(0.0, silence - BEAT_S)
        self.lags.observe(lag)
        self.worst_s = max(self.worst_s, lag)
        if silence > STUCK_S:
            self._red_until = now + RED_S
        if silence > LIMIT_S:
            _log.warning("loop.turned", after_s=round(silence, 3))

    @property
    def stuck(self) -> bool:
        """Whether the loop stands, or stood a moment ago, for so long that nobody can be taught."""
        now = self._clock()
        return now < self._red_until or now - self.last > STUCK_S

    def _schedule(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(BEAT_S, self._tick)

    def _tick(self) -> None:
        self.beat()
        self._schedule()


class Look(NamedTuple):
    """What a look found: whether to tell, and in how many seconds to look again."""

    tell: bool
    again_s: float


def look(last: float, now: float, told: float | None, limit_s: float = LIMIT_S) -> Look:
    """Judge a loop that turned at `last`; the standstill that began at `told` is known. Pure."""
    left_s = limit_s - (now - last)
    if left_s >= 0:
        return Look(tell=False, again_s=max(left_s, 0.001))
    return Look(tell=last != told, again_s=limit_s)


class Watchdog:
    """The thread beside the loop. `tell(seconds, stack)` is called in it."""

    def __init__(
        self,
        pulse: Pulse,
        *,
        limit_s: float = LIMIT_S,
        clock: Time = time.monotonic,
        tell: Callable[[float, str], object] | None = None,
    ) -> None:
        self._pulse = pulse
        self._limit_s = limit_s
        self._clock = clock
        self._tell = tell or _log_standstill
        self._watched = threading.get_ident()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Watch the running loop, in the calling thread, from now on."""
        self._pulse.start()
        self._watched = threading.get_ident()
        self._thread.start()

    def stop(self) -> None:
        """End the thread, wait for it, and let the pulse rest."""
        self._ended.set()
        self._thread.join()
        self._pulse.stop()

    def _run(self) -> None:
        told: float | None = None
        again_s = self._limit_s
        while not self._ended.wait(again_s):
            # The stack first: it is the culprit's only as long as the loop has not gone on.
            stack = _stack_of(self._watched)
            last, now = self._pulse.last, self._clock()
            found = look(last, now, told, self._limit_s)
            if found.tell:
                told = last
                self._tell(now - last, "".join(stack.format()))
            again_s = found.again_s


def _stack_of(thread: int) -> traceback.StackSummary:
    frame = sys._current_frames().get(thread)  # noqa: SLF001 - the documented way to another thread
    walk = traceback.walk_stack(frame) if frame is not None else ()
    stack = traceback.StackSummary.extract(walk, lookup_lines=False)
    stack.reverse()
    return stack


def _log_standstill(seconds: float, stack: str) -> None:
    _log.error("loop.blocked", for_s=round(seconds, 3), stack=stack)
