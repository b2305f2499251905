"""The outbox over a sink that is paused and resumed by hand."""

from __future__ import annotations

import asyncio

import pytest
from websockets.exceptions import ConnectionClosedError

from tutor_server.transport.backlog import HARD_FACTOR, MAX_FRAMES, PATIENCE_S
from tutor_server.transport.outbox import Outbox


class Sink:
    def __init__(self) -> None:
        self.paused = False
        self.closed = False
        self.written: list[bytes] = []
        self.room = asyncio.Event()

    def write(self, frame: bytes) -> None:
        self.written.append(frame)

    async def send(self, message: bytes, *, text: bool) -> None:
        await self.room.wait()
        if self.closed:
            raise ConnectionClosedError(None, None)
        assert text
        self.written.append(message)

    def pause(self) -> None:
        self.paused = True
        self.room.clear()

    def resume(self) -> None:
        self.paused = False
        self.room.set()


class Slow:
    def __init__(self) -> None:
        self.times: list[float] = []

    def __call__(self) -> None:
        self.times.append(asyncio.get_running_loop().time())


async def test_while_the_socket_takes_frames_they_are_written_at_once_without_a_task() -> None:
    sink = Sink()
    before = asyncio.all_tasks()
    outbox = Outbox(sink, Slow())
    outbox.send(b"1")
    outbox.send(b"2")
    assert sink.written == [b"1", b"2"]
    assert asyncio.all_tasks() == before


async def test_frames_keep_their_order_over_a_pause() -> None:
    sink = Sink()
    outbox = Outbox(sink, Slow())
    outbox.send(b"1")
    sink.pause()
    outbox.send(b"2")
    outbox.send(b"3")
    sink.resume()
    outbox.send(b"4")
    await outbox.flush()
    outbox.send(b"5")
    assert sink.written == [b"1", b"2", b"3", b"4", b"5"]


async def test_draining_lets_others_run_between_frames() -> None:
    sink = Sink()
    sink.pause()
    outbox = Outbox(sink, Slow())
    for _ in range(50):
        outbox.send(b"x")
    sink.resume()
    turns = 0
    while len(sink.written) < 50:
        await asyncio.sleep(0)
        turns += 1
    assert turns >= 50


@pytest.mark.looptime
async def test_w_16_a_backlog_over_the_limit_for_five_seconds_is_slow_once() -> None:
    sink, slow = Sink(), Slow()
    sink.pause()
    outbox = Outbox(sink, slow)
    for _ in range(MAX_FRAMES + 2):
        outbox.send(b"x")
    await asyncio.sleep(PATIENCE_S - 0.01)
    assert slow.times == []
    await asyncio.sleep(PATIENCE_S * 3)
    assert slow.times == [PATIENCE_S]
    await outbox.stop()


@pytest.mark.looptime
async def test_w_16_a_backlog_that_shrinks_in_time_is_not_slow() -> None:
    sink, slow = Sink(), Slow()
    sink.pause()
    outbox = Outbox(sink, slow)
    for _ in range(MAX_FRAMES + 2):
        outbox.send(b"x")
    await asyncio.sleep(PATIENCE_S - 0.01)
    sink.resume()
    await outbox.flush()
    await asyncio.sleep(PATIENCE_S * 2)
    assert slow.times == []
    assert len(sink.written) == MAX_FRAMES + 2


async def test_the_hard_limit_is_slow_at_once() -> None:
    sink, slow = Sink(), Slow()
    sink.pause()
    outbox = Outbox(sink, slow)
    for _ in range(HARD_FACTOR * MAX_FRAMES + 1):
        outbox.send(b"x")
    assert len(slow.times) == 1
    await outbox.stop()


async def test_after_shut_what_was_taken_goes_out_and_no_more_is_taken() -> None:
    sink = Sink()
    sink.pause()
    outbox = Outbox(sink, Slow())
    outbox.send(b"1")
    outbox.shut()
    outbox.send(b"2")
    sink.resume()
    await outbox.flush()
    outbox.send(b"3")
    assert sink.written == [b"1"]


async def test_last_words_overtake_what_the_socket_does_not_take() -> None:
    sink = Sink()
    sink.pause()
    outbox = Outbox(sink, Slow())
    for _ in range(3):
        outbox.send(b"x")
    await asyncio.sleep(0)
    outbox.overtake(b"bye")
    assert sink.written == [b"bye"]
    await outbox.stop()


async def test_a_socket_that_closes_ends_the_draining() -> None:
    sink = Sink()
    sink.pause()
    outbox = Outbox(sink, Slow())
    outbox.send(b"1")
    outbox.send(b"2")
    sink.closed = True
    sink.resume()
    await outbox.flush()
    assert sink.written == []
