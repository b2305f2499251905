"""All timers of a program on one heap, with one callback in the event loop for the earliest.

A session arms and cancels timers all day, so neither costs a task. A cancelled timer stays on the
heap as an empty entry until its time, or until such entries are the larger part.
"""

from __future__ import annotations

import asyncio
import heapq
from functools import partial
from itertools import count
from typing import Any, Final, TypeVar, cast

from tutor_server.otp.monitor import Monitor
from tutor_server.otp.reasons import Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.timer import Timer
from tutor_shared.errors import MailboxFull

M = TypeVar("M")

# A full mailbox is tried again after this: long for a process, short for a learner.
RETRY_S: Final = 0.05
# Below this many entries the heap is not worth rebuilding.
SMALL_HEAP: Final = 64


class Timers:
    """Sends messages to processes later. Timers of a process that ends are dropped with it."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Timer]] = []
        self._order = count()
        self._owners: dict[Timer, ProcessRef[Any]] = {}
        self._armed: dict[ProcessRef[Any], tuple[Monitor, set[Timer]]] = {}
        self._alarm: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        """The timers that have not fired and were not cancelled."""
        return len(self._owners)

    def send_after(self, ref: ProcessRef[M], delay_s: float, message: M) -> Timer:
        """Send the message after `delay_s` seconds of the event loop's time.

        To a full mailbox it is sent as soon as there is room. To a process that has ended it is
        not sent; the timer is over at once.
        """
        timer = Timer(message, self._forget)
        if not ref.alive:
            timer.cancel()
            return timer
        self._owners[timer] = ref
        self._timers_of(ref).add(timer)
        self._push(asyncio.get_running_loop().time() + delay_s, timer)
        return timer

    def close(self) -> None:
        """Cancel every timer."""
        for timer in tuple(self._owners):
            timer.cancel()

    def _timers_of(self, ref: ProcessRef[Any]) -> set[Timer]:
        if ref not in self._armed:
            self._armed[ref] = (ref.monitor(partial(self._ended, ref)), set())
        return self._armed[ref][1]

    def _push(self, due: float, timer: Timer) -> None:
        heapq.heappush(self._heap, (due, next(self._order), timer))
        if self._heap[0][2] is timer:
            self._set_alarm()

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._heap:
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_at(self._heap[0][0], self._ring)

    def _ring(self) -> None:
        # The loop may ring a clock tick early; what is due at the alarm's own time is due.
        now = max(asyncio.get_running_loop().time(), self._heap[0][0])
        while self._heap and self._heap[0][0] <= now:
            _, _, timer = heapq.heappop(self._heap)
            if not timer.over:
                self._fire(timer, now)
        if not self._owners:
            self._heap.clear()
        self._set_alarm()

    def _fire(self, timer: Timer, now: float) -> None:
        ref = self._owners[timer]
        try:
            # The reading process knows the envelope by its class and opens it.
            ref.tell(cast("Any", timer))
        except MailboxFull:
            heapq.heappush(self._heap, (now + RETRY_S, next(self._order), timer))
        else:
            self._release(timer)

    def _forget(self, timer: Timer) -> None:
        self._release(timer)
        if not self._owners:
            self._heap.clear()
        elif len(self._heap) > max(SMALL_HEAP, 2 * len(self._owners)):
            self._heap = [entry for entry in self._heap if not entry[2].over]
            heapq.heapify(self._heap)
        else:
            return
        self._set_alarm()

    def _release(self, timer: Timer) -> None:
        ref = self._owners.pop(timer, None)
        if ref is None or ref not in self._armed:
            return
        monitor, timers = self._armed[ref]
        timers.discard(timer)
        if not timers:
            del self._armed[ref]
            monitor.demonitor()

    def _ended(self, ref: ProcessRef[Any], _reason: Reason) -> None:
        _, timers = self._armed.pop(ref)
        for timer in timers:
            timer.cancel()
