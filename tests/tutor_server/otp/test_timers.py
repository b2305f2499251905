"""One heap for all timers, in virtual time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.tutor_server.otp.processes import Deed, Doer, forever, settle
from tutor_server.otp.process import start
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.timers import SMALL_HEAP, Timers

pytestmark = pytest.mark.looptime


class Slate:
    """A process that writes down when each message came."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.lines: list[tuple[float, Any]] = []

    def note(self, what: Any) -> Deed:
        return lambda: self.lines.append((round(self.loop.time() - self.begin, 3), what))

    async def start(self) -> ProcessRef[Deed]:
        self.begin = self.loop.time()
        return await start(Doer())


async def test_messages_come_at_their_time_in_order() -> None:
    slate, timers = Slate(), Timers()
    ref = await slate.start()
    for delay in (3, 1, 2):
        timers.send_after(ref, delay, slate.note(delay))
    assert len(timers) == 3
    await asyncio.sleep(5)
    assert slate.lines == [(1, 1), (2, 2), (3, 3)]
    assert len(timers) == 0


async def test_equal_times_keep_the_order_of_arming() -> None:
    slate, timers = Slate(), Timers()
    ref = await slate.start()
    for number in range(10):
        timers.send_after(ref, 1, slate.note(number))
    await asyncio.sleep(2)
    assert [what for _, what in slate.lines] == list(range(10))


async def test_m_10_a_cancelled_timer_never_fires() -> None:
    slate, timers = Slate(), Timers()
    ref = await slate.start()
    timer = timers.send_after(ref, 1, slate.note("no"))
    timers.send_after(ref, 2, slate.note("yes"))
    assert timer.cancel()
    await asyncio.sleep(3)
    assert slate.lines == [(2, "yes")]


async def test_m_10_cancelled_after_it_fired_but_before_it_was_read_it_is_not_handled() -> None:
    slate, timers, gate = Slate(), Timers(), asyncio.Event()
    ref = await slate.start()
    ref.tell(gate.wait)
    timer = timers.send_after(ref, 1, slate.note("no"))
    await asyncio.sleep(2)
    assert len(timers) == 0
    assert timer.cancel()
    gate.set()
    await settle()
    assert slate.lines == []
    assert ref.alive


async def test_a_message_for_a_full_mailbox_comes_when_there_is_room() -> None:
    slate, timers, gate = Slate(), Timers(), asyncio.Event()
    ref = await slate.start()
    ref.tell(gate.wait)
    await settle()
    for _ in range(64):
        ref.tell(lambda: None)
    timers.send_after(ref, 1, slate.note("late"))
    await asyncio.sleep(3)
    gate.set()
    await asyncio.sleep(1)
    [(at, what)] = slate.lines
    assert what == "late"
    assert 3 <= at <= 3.1


async def test_r_16_timers_of_a_process_that_ended_are_dropped() -> None:
    slate, timers = Slate(), Timers()
    ref, other = await slate.start(), await slate.start()
    doomed = [timers.send_after(ref, 10, slate.note("no")) for _ in range(3)]
    timers.send_after(other, 10, slate.note("yes"))
    ref.kill()
    await ref.down()
    assert len(timers) == 1
    assert all(timer.over for timer in doomed)
    await asyncio.sleep(11)
    assert slate.lines == [(10, "yes")]


async def test_a_timer_for_a_dead_process_is_over_at_once() -> None:
    timers = Timers()
    ref = await start(Doer())
    await ref.stop()
    assert timers.send_after(ref, 1, lambda: None).over
    assert len(timers) == 0


async def test_cancelled_timers_do_not_pile_up_on_the_heap() -> None:
    timers = Timers()
    ref = await start(Doer())
    timers.send_after(ref, 100, forever)
    for _ in range(10_000):
        timers.send_after(ref, 30, forever).cancel()
        assert len(timers._heap) <= SMALL_HEAP + 1


async def test_a_later_timer_is_not_delayed_by_an_earlier_one_that_was_cancelled() -> None:
    slate, timers = Slate(), Timers()
    ref = await slate.start()
    early = timers.send_after(ref, 1, slate.note("no"))
    timers.send_after(ref, 1.5, slate.note("yes"))
    early.cancel()
    await asyncio.sleep(2)
    assert slate.lines == [(1.5, "yes")]


async def test_closing_cancels_all_and_leaves_nothing_armed() -> None:
    timers = Timers()
    ref = await start(Doer())
    for delay in range(5):
        timers.send_after(ref, delay + 1, forever)
    timers.close()
    assert len(timers) == 0
    assert timers._heap == []
    assert timers._armed == {}
    assert timers._alarm is None
