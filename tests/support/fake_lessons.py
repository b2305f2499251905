"""Fakes of the ports a channel speaks to, held in memory and moved by hand.

A `FakeSession` acks each lesson frame with one row, unless it is told to be full or to wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from tutor_server.session.ports import (
    CourseDocument,
    CourseStanding,
    Opened,
    SkillMastery,
    StoredRow,
    Subscriber,
)
from tutor_shared.answers.block import NumberFormat
from tutor_shared.errors import NoProcess, StoreUnavailable, WireError
from tutor_shared.syllabus.model import MasteryPolicy, Policy, Syllabus
from tutor_shared.wire.codec import body, encode, numbered
from tutor_shared.wire.frames import Ack, CourseRecord, LessonFrame, Message, StateName


class FakeSession:
    """One session: its rows, its subscriber, and what came in."""

    def __init__(self, session: str, syllabus: str) -> None:
        self.session = session
        self.syllabus = syllabus
        self.rows: list[StoredRow] = []
        self.taken: list[LessonFrame] = []
        self.subscriber: Subscriber | None = None
        self.room = asyncio.Event()
        self.room.set()
        self.silent = False
        self.dead = False
        self.epoch = 0
        self.attached = asyncio.Event()
        self.left = asyncio.Event()

    def append(self, text: str) -> int:
        """Store a row and deliver it, as after a commit."""
        seq = len(self.rows) + 1
        stored = body(Message(seq=seq, id="m", author="tutor", kind="notice", text=text))
        self.rows.append(StoredRow(seq=seq, kind="message", body=stored, private=b"[]"))
        if self.subscriber is not None:
            self.subscriber.deliver(seq, numbered(stored, seq))
        return seq

    def take(self, frame: LessonFrame) -> None:
        """Handle a frame: a row, its ack first, unless silent."""
        self.taken.append(frame)
        if not self.silent:
            self.reply(frame)

    def reply(self, frame: LessonFrame) -> None:
        """Ack a frame and deliver its row."""
        seq = len(self.rows) + 1
        assert self.subscriber is not None
        self.subscriber.answer(frame.id, encode(Ack(id=frame.id, seq=seq)))
        self.append(frame.id)

    def end(self, reason: str) -> None:
        """The process ends."""
        self.dead = True
        self.room.set()
        subscriber, self.subscriber = self.subscriber, None
        if subscriber is not None:
            subscriber.down(reason)


class FakeSeat:
    """A place in a fake session."""

    def __init__(self, session: FakeSession) -> None:
        self._session = session
        self.session = session.session
        self.syllabus = session.syllabus
        self.title = session.syllabus.title()
        self.state: StateName = "awaiting_answer"
        self.seq = len(session.rows)
        self.epoch = session.epoch
        self.topics: Sequence[tuple[str, str]] = (("one", "One"),)

    def offer(self, frame: LessonFrame) -> bool:
        if self._session.dead:
            raise NoProcess
        if not self._session.room.is_set():
            return False
        self._session.take(frame)
        return True

    async def push(self, frame: LessonFrame) -> None:
        await self._session.room.wait()
        if self._session.dead:
            raise NoProcess
        self._session.take(frame)

    async def leave(self) -> None:
        self._session.subscriber = None
        self._session.left.set()


class FakeLessons:
    """Sessions by user and course. `on_join` runs when a subscriber has just been attached."""

    def __init__(self) -> None:
        self.sessions: dict[tuple[str, str], FakeSession] = {}
        self.joins = 0
        self.refuse: WireError | Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    def session(self, user: str, syllabus: str) -> FakeSession:
        key = (user, syllabus)
        if key not in self.sessions:
            self.sessions[key] = FakeSession(f"session-of-{user}-{len(self.sessions)}", syllabus)
        return self.sessions[key]

    async def join(
        self, user: str, syllabus: str, *, restart: bool, subscriber: Subscriber
    ) -> FakeSeat:
        self.joins += 1
        await self.gate.wait()
        if self.refuse is not None:
            raise self.refuse
        if restart:
            self.sessions.pop((user, syllabus), None)
        session = self.session(user, syllabus)
        session.dead = False
        session.epoch += 1
        session.attached.set()
        earlier, session.subscriber = session.subscriber, subscriber
        if earlier is not None:
            earlier.taken_over()
        return FakeSeat(session)


class FakeSessions:
    """Rows of the fake sessions; `reads` counts, `between` runs before each read, `broken` raises."""

    def __init__(self, lessons: FakeLessons) -> None:
        self._lessons = lessons
        self.reads = 0
        self.broken = False
        self.between: list[str] = []
        self.standing: list[CourseStanding] = []

    async def rows(
        self, session: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[StoredRow]:
        self.reads += 1
        if self.broken:
            raise StoreUnavailable("gone")
        found = next(s for s in self._lessons.sessions.values() if s.session == session)
        rows = found.rows[after:upto]
        while self.between:
            found.append(self.between.pop(0))
        await asyncio.sleep(0)
        return rows

    async def standings(self, user: str) -> Sequence[CourseStanding]:
        if self.broken:
            raise StoreUnavailable("gone")
        return self.standing

    async def open(
        self, user: str, course: CourseDocument, *, restart: bool, owner: str, at: datetime
    ) -> Opened:
        raise NotImplementedError

    async def find(self, session: str, client_id: str) -> tuple[int, bytes] | None:
        raise NotImplementedError

    async def masteries(self, user: str, syllabus: str) -> Sequence[SkillMastery]:
        raise NotImplementedError

    async def history(self, user: str, syllabus: str) -> Sequence[bytes]:
        raise NotImplementedError

    async def document(self, content_hash: str) -> bytes | None:
        raise NotImplementedError


class FakeUsers:
    """Tokens by user: the token of `ada` is `ada-token`."""

    def __init__(self) -> None:
        self.broken = False

    async def authenticate(self, token: str) -> str | None:
        if self.broken:
            raise StoreUnavailable("gone")
        return token.removesuffix("-token") if token.endswith("-token") else None

    async def add(self, name: str, *, at: datetime) -> str:
        return f"{name}-token"

    async def names(self) -> Sequence[tuple[str, int]]:
        return [("ada", 1), ("bob", 2)]

    async def remove(self, name: str) -> bool:
        return name == "ada"


class FakeCourses:
    """Two courses on the shelf."""

    def __init__(self, *ids: str) -> None:
        self._ids = ids or ("fractions", "logic")

    def ids(self) -> Sequence[str]:
        return self._ids

    def get(self, id: str) -> tuple[Syllabus, CourseDocument]:
        if id not in self._ids:
            raise KeyError(id)
        return syllabus(id), CourseDocument(id, "1.0.0", f"hash-of-{id}", b"{}")

    def read(self, document: bytes) -> Syllabus:
        raise NotImplementedError


def syllabus(name: str) -> Syllabus:
    """A course with nothing in it."""
    return Syllabus(
        id=name,
        title=name.title(),
        version="1.0.0",
        language="en",
        license="",
        authors=(),
        description=f"All about {name}.",
        guidance="",
        number_format=NumberFormat(),
        policy=Policy(),
        mastery=MasteryPolicy(),
        skills=(),
        misconceptions=(),
        glossary=(),
        topics=(),
        content_hash=f"hash-of-{name}",
    )


async def fake_record(user: str, course: str | None) -> list[CourseRecord]:
    """A record of one course; an unknown one is refused."""
    if course == "nothing":
        raise WireError("unknown_syllabus", "There is no course nothing; see the list.")
    found = CourseRecord(
        syllabus=course or "fractions",
        title=user,
        status="active",
        skills=[],
        misconceptions=[],
        questions_done=1,
        hints_used=0,
    )
    return [found]
