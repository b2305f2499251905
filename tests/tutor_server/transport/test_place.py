"""A connection's one place, without a socket."""

from __future__ import annotations

import msgspec
import pytest

from tests.support.fake_lessons import (
    FakeCourses,
    FakeLessons,
    FakeSessions,
    FakeUsers,
    fake_record,
)
from tutor_server.transport.attachment import Attachment
from tutor_server.transport.guests import Guests
from tutor_server.transport.outbox import Outbox
from tutor_server.transport.place import Place
from tutor_server.transport.services import Services
from tutor_shared.clock import SystemClock
from tutor_shared.errors import WireError
from tutor_shared.wire.frames import Bye, Join, Skip

SKIP = Skip(id="a" * 16)


class Room:
    """A place of ada's, and everything around it."""

    def __init__(self) -> None:
        self.paused = False
        self.frames: list[dict[str, object]] = []
        self.byes: list[Bye] = []
        self.lost: list[Attachment] = []
        self.lessons = FakeLessons()
        self.sessions = FakeSessions(self.lessons)
        services = Services(
            lessons=self.lessons,
            sessions=self.sessions,
            users=FakeUsers(),
            courses=FakeCourses(),
            record=fake_record,
            clock=SystemClock(),
            guests=Guests(1),
            heartbeat_s=20.0,
            server="tutor 0",
        )
        outbox = Outbox(self, lambda: None)
        self.place = Place(services, outbox, end=self.byes.append, rejoin_soon=self.lost.append)
        self.place.user = "ada"

    def write(self, frame: bytes) -> None:
        self.frames.append(msgspec.json.decode(frame))

    async def send(self, message: bytes, *, text: bool) -> None:
        self.write(message)

    async def join(self, syllabus: str = "fractions") -> None:
        await self.place.join(Join(ref="r", syllabus=syllabus))

    def types(self) -> list[object]:
        return [frame["type"] for frame in self.frames]


async def test_an_empty_place_takes_no_frames_and_cannot_be_left() -> None:
    room = Room()
    assert not room.place.offer(SKIP)
    with pytest.raises(WireError, match="Join a course first"):
        await room.place.push(SKIP)
    with pytest.raises(WireError, match="Join a course first"):
        await room.place.leave()
    await room.place.vacate()


async def test_joined_comes_before_the_missed_events_and_replies_after() -> None:
    room = Room()
    room.lessons.session("ada", "fractions").append("missed")
    await room.join()
    assert room.place.offer(SKIP)
    assert room.types() == ["joined", "message", "ack", "message"]


async def test_w_30_joining_another_course_leaves_the_first() -> None:
    room = Room()
    await room.join()
    await room.join("logic")
    assert room.lessons.session("ada", "fractions").subscriber is None
    assert room.lessons.session("ada", "logic").subscriber is not None


async def test_a_join_that_is_refused_leaves_the_place_empty() -> None:
    room = Room()
    await room.join()
    room.lessons.refuse = WireError("unknown_syllabus", "There is no such course.")
    with pytest.raises(WireError, match="no such course"):
        await room.join("nothing")
    assert not room.place.offer(SKIP)


async def test_w_22_after_a_crash_rejoining_sends_what_came_since_and_no_joined() -> None:
    room = Room()
    await room.join()
    session = room.lessons.session("ada", "fractions")
    session.append("1")
    session.end("crash")
    session.append("2")
    await room.place.rejoin(room.lost[0])
    session.append("3")
    assert room.types() == ["joined", "message", "error", "message", "message"]
    assert [frame["seq"] for frame in room.frames if frame["type"] == "message"] == [1, 2, 3]


async def test_a_place_left_before_rejoining_stays_left() -> None:
    room = Room()
    await room.join()
    room.lessons.session("ada", "fractions").end("crash")
    await room.place.leave()
    await room.place.rejoin(room.lost[0])
    assert room.lessons.joins == 1


async def test_a_session_begun_anew_elsewhere_sends_the_client_to_join_again() -> None:
    room = Room()
    await room.join()
    room.lessons.session("ada", "fractions").end("crash")
    room.lessons.sessions.clear()
    room.lessons.session("ada", "something")
    await room.place.rejoin(room.lost[0])
    assert [bye.code for bye in room.byes] == ["restart"]


async def test_rows_that_cannot_be_read_send_the_client_to_come_back() -> None:
    room = Room()
    room.lessons.session("ada", "fractions").append("1")
    room.sessions.broken = True
    await room.join()
    assert [bye.code for bye in room.byes] == ["restart"]


async def test_w_18_a_takeover_ends_the_connection() -> None:
    room = Room()
    await room.join()
    other = Room()
    other.place._services.lessons.__dict__.update(room.lessons.__dict__)
    await other.join()
    assert [bye.code for bye in room.byes] == ["taken_over"]
    assert not room.place.offer(SKIP)
