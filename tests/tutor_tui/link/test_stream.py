from __future__ import annotations

import asyncio

from tutor_tui.link.stream import Stream


async def test_items_come_in_order_until_the_end() -> None:
    stream: Stream[int] = Stream(8)
    await stream.put(1)
    await stream.put(2)
    await stream.finish()
    assert [item async for item in stream.items()] == [1, 2]


async def test_a_full_stream_makes_its_writer_wait() -> None:
    stream: Stream[int] = Stream(1)
    await stream.put(1)
    assert stream.full()
    writing = asyncio.create_task(stream.put(2))
    await asyncio.sleep(0)
    assert not writing.done()
    items = stream.items()
    assert await anext(items) == 1
    await writing


async def test_the_end_can_be_told_although_nobody_reads() -> None:
    stream: Stream[int] = Stream(2)
    await stream.put(1)
    await stream.put(2)
    stream.cut()
    assert [item async for item in stream.items()] == [2]
