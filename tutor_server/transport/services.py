"""What every channel of a listener shares."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tutor_server.session.ports import Courses, Lessons, Sessions, Users
from tutor_server.transport.guests import Guests
from tutor_server.transport.traffic import Traffic
from tutor_shared.clock import Clock
from tutor_shared.wire.frames import CourseRecord

#: The learner's record in one course, or in all: `(user, syllabus or None)`.
#: Raises WireError `unknown_syllabus`, or StoreError.
ReadRecord = Callable[[str, str | None], Awaitable[list[CourseRecord]]]


@dataclass(frozen=True)
class Services:
    """The ports a channel speaks to. `heartbeat_s` and `server` are told to clients."""

    lessons: Lessons
    sessions: Sessions
    users: Users
    courses: Courses
    record: ReadRecord
    clock: Clock
    guests: Guests
    heartbeat_s: float
    server: str
    traffic: Traffic = field(default_factory=Traffic)
