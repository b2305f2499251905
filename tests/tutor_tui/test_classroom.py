from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from tests.support.fake_server import QUESTION, FakeServer
from tests.support.pupil import linked
from tutor_shared.errors import WireError
from tutor_shared.ids import new_id
from tutor_shared.wire import frames
from tutor_tui.classroom import NO_COURSES, Classroom
from tutor_tui.desk import Desk


class Watched:
    """A classroom, and a way to wait for what its desk shows."""

    def __init__(self, server: FakeServer) -> None:
        self.changed = asyncio.Event()
        self.room = Classroom(linked(server)(lambda _: None), self._look)

    def _look(self, desk: Desk) -> None:
        assert desk is self.room.desk
        self.changed.set()

    async def until(self, seen: Callable[[Desk], bool]) -> None:
        async with asyncio.timeout(10):
            while not seen(self.room.desk):
                self.changed.clear()
                await self.changed.wait()


@asynccontextmanager
async def opened(server: FakeServer) -> AsyncIterator[Watched]:
    watched = Watched(server)
    await watched.room.open()
    try:
        yield watched
    finally:
        await watched.room.close()


async def test_the_courses_are_offered() -> None:
    async with FakeServer() as server, opened(server) as watched:
        await watched.room.offer()
        assert [item.id for item in watched.room.desk.courses or ()] == ["fractions", "python"]


async def test_a_server_without_courses_is_told() -> None:
    async with FakeServer() as server:
        server.courses = []
        async with opened(server) as watched:
            await watched.room.offer()
            assert watched.room.desk.notice == NO_COURSES


async def test_a_lesson_is_followed_and_acted_on() -> None:
    async with FakeServer([QUESTION]) as server, opened(server) as watched:
        watched.room.clear()
        await watched.room.enter("fractions")
        await watched.until(lambda desk: desk.phase == "learner")
        watched.room.push(frames.Next(id=new_id()))
        assert watched.room.desk.phase == "sending"
        await watched.until(lambda desk: desk.view.state == "awaiting_answer")


async def test_what_is_too_long_to_send_comes_back() -> None:
    async with FakeServer() as server, opened(server) as watched:
        await watched.room.enter("fractions")
        watched.room.push(frames.Say(id=new_id(), text="x" * 20_000))
        assert watched.room.desk.sent == ()
        assert "16,384 bytes" in watched.room.desk.notice
        assert len(watched.room.desk.returned) == 20_000


async def test_a_seat_that_is_refused_raises() -> None:
    async with FakeServer() as server, opened(server) as watched:
        server.join_errors.append("unknown_syllabus")
        with pytest.raises(WireError, match="No seat"):
            await watched.room.enter("nothing")


async def test_leaving_clears_the_desk_and_the_connection_stays() -> None:
    async with FakeServer() as server, opened(server) as watched:
        await watched.room.enter("fractions")
        await watched.until(lambda desk: desk.view.session is not None)
        await watched.room.leave()
        assert watched.room.desk == Desk(line="up")
        assert len(server.of(frames.Leave)) == 1
        await watched.room.offer()


async def test_taking_back_begins_a_new_line_in_the_same_course() -> None:
    async with FakeServer() as server, opened(server) as watched:
        await watched.room.enter("fractions")
        await server.bye("taken_over")
        await watched.until(lambda desk: desk.phase == "elsewhere")
        await watched.room.take_back()
        await watched.until(lambda desk: desk.phase == "learner")
        assert len(server.of(frames.Join)) == 2


async def test_taking_back_without_a_course_asks_for_the_list() -> None:
    async with FakeServer() as server, opened(server) as watched:
        await watched.room.take_back()
        assert watched.room.desk.courses is not None


async def test_the_record_is_asked_for() -> None:
    async with FakeServer() as server, opened(server) as watched:
        assert await watched.room.record() == []


async def test_before_it_is_open_nothing_can_be_asked() -> None:
    async with FakeServer() as server:
        room = Watched(server).room
        with pytest.raises(WireError, match="Try again"):
            await room.record()
        await room.leave()
        await room.close()
