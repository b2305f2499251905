"""Work in order, one at a time, bounded."""

from __future__ import annotations

import asyncio

import pytest

from tutor_server.transport.lane import MAX_WAITING, STOP_PATIENCE_S, Lane


class Desk:
    def __init__(self) -> None:
        self.done: asyncio.Queue[int] = asyncio.Queue()
        self.open = asyncio.Event()
        self.cancelled = False

    async def perform(self, item: int) -> None:
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        self.done.put_nowait(item)

    async def finished(self, count: int) -> list[int]:
        return [await self.done.get() for _ in range(count)]


async def test_items_are_done_in_order_and_an_idle_lane_holds_no_task() -> None:
    desk = Desk()
    lane = Lane(desk.perform)
    desk.open.set()
    for item in range(5):
        await lane.put(item)
    assert await desk.finished(5) == [0, 1, 2, 3, 4]
    await asyncio.sleep(0)
    assert lane.idle


async def test_what_comes_first_overtakes_what_waits_but_not_what_is_being_done() -> None:
    desk = Desk()
    lane = Lane(desk.perform)
    await lane.put(1)
    await asyncio.sleep(0)
    await lane.put(2)
    lane.put_first(9)
    desk.open.set()
    assert await desk.finished(3) == [1, 9, 2]


async def test_m_09_a_full_lane_makes_the_caller_wait() -> None:
    desk = Desk()
    lane = Lane(desk.perform)
    await lane.put(-1)
    await asyncio.sleep(0)
    for item in range(MAX_WAITING):
        await lane.put(item)
    waiting = asyncio.ensure_future(lane.put(99))
    await asyncio.sleep(0)
    assert not waiting.done()
    desk.open.set()
    await waiting
    assert await desk.finished(MAX_WAITING + 2) == [-1, *range(MAX_WAITING), 99]


async def test_stopping_lets_the_begun_item_end_and_forgets_the_rest() -> None:
    desk = Desk()
    lane = Lane(desk.perform)
    await lane.put(1)
    await lane.put(2)
    await asyncio.sleep(0)
    stopping = asyncio.ensure_future(lane.stop())
    await asyncio.sleep(0)
    desk.open.set()
    await stopping
    assert await desk.finished(1) == [1]
    assert desk.done.empty()


@pytest.mark.looptime
async def test_an_item_that_does_not_end_is_cancelled_in_the_end() -> None:
    desk = Desk()
    lane = Lane(desk.perform)
    await lane.put(1)
    await asyncio.sleep(0)
    await lane.stop()
    assert asyncio.get_running_loop().time() == STOP_PATIENCE_S
    assert desk.cancelled
