"""Sessions as real processes over the in-memory store, without sockets: for tests of the runtime."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import msgspec

from tests.support.small_course import course
from tutor_server.otp.process import start
from tutor_server.otp.timers import Timers
from tutor_server.session.ports import Batch, CourseDocument, Seat
from tutor_server.session.quarantine import Quarantine
from tutor_server.session.supervisor import SessionSupervisor
from tutor_server.session.world import World
from tutor_server.store.memory import MemoryJournal, MemorySessions, MemoryStore
from tutor_server.tools.executor import ToolExecutor
from tutor_server.tools.toolbox import Toolbox
from tutor_shared.clock import SystemClock
from tutor_shared.errors import SyllabusError
from tutor_shared.ids import new_id
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.wire import frames
from tutor_shared.wire.frames import Intent, LessonFrame

PATIENCE_S = 10.0
Seen = dict[str, Any]


class OneCourse:
    """A shelf with one course, which may be taken away or broken."""

    def __init__(self, one: Syllabus | None = None) -> None:
        self.one = one or course()
        self.broken = False
        self.gone = False

    def ids(self) -> Sequence[str]:
        return [] if self.gone else [self.one.id]

    def get(self, id: str) -> tuple[Syllabus, CourseDocument]:
        if self.gone or id != self.one.id:
            raise KeyError(id)
        if self.broken:
            raise SyllabusError(id, ("syllabus.yaml:1:1: error: nonsense",))
        document = CourseDocument(id, "1", self.one.content_hash, msgspec.json.encode(self.one))
        return self.one, document

    def read(self, document: bytes) -> Syllabus:
        return msgspec.json.decode(document, type=Syllabus)


class FlakyJournal:
    """The in-memory journal, with a fault to be raised before the next append."""

    def __init__(self, store: MemoryStore) -> None:
        self._inner = MemoryJournal(store)
        self.faults: list[Exception] = []
        self.before: Callable[[Batch], None] = lambda batch: None

    async def append(self, batch: Batch) -> int:
        self.before(batch)
        if self.faults:
            raise self.faults.pop(0)
        return await self._inner.append(batch)


class Learner:
    """A subscriber that keeps what it is told."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.replies: list[Seen] = []
        self.words: list[str] = []
        self._more = asyncio.Event()
        self.seat: Seat | None = None

    def deliver(self, seq: int, frame: bytes) -> None:
        self.seen.append(msgspec.json.decode(frame))
        assert self.seen[-1]["seq"] == seq
        self._more.set()

    def answer(self, id: str, frame: bytes) -> None:
        self.replies.append(msgspec.json.decode(frame))
        assert self.replies[-1]["id"] == id
        self._more.set()

    def taken_over(self) -> None:
        self.words.append("taken_over")
        self._more.set()

    def down(self, reason: str) -> None:
        self.words.append(reason)
        self._more.set()

    async def until(self, met: Callable[[Learner], object]) -> None:
        """Wait until what was seen meets the condition."""
        async with asyncio.timeout(PATIENCE_S):
            while not met(self):
                self._more.clear()
                await self._more.wait()

    async def until_state(self, state: str) -> None:
        """Wait until the lesson's latest state is this one."""
        await self.until(lambda me: me.states() and me.states()[-1] == state)

    async def send(self, frame: LessonFrame) -> Seen:
        """Send a frame and wait for its reply."""
        assert self.seat is not None
        count = len(self.replies)
        await self.seat.push(frame)
        await self.until(lambda me: len(me.replies) > count)
        return self.replies[-1]

    async def say(self, text: str, intent: Intent = "auto") -> Seen:
        """Say something with a fresh id and wait for its reply."""
        return await self.send(frames.Say(self.fresh(), text, intent))

    async def next(self) -> Seen:
        """Go on."""
        return await self.send(frames.Next(self.fresh()))

    def fresh(self) -> str:
        """An id not used before."""
        return new_id()

    def states(self) -> list[str]:
        """The states seen, oldest first."""
        return [frame["state"] for frame in self.seen if frame["type"] == "state"]

    def seqs(self) -> list[int]:
        """The numbers of what was delivered."""
        return [frame["seq"] for frame in self.seen]


class Classroom:
    """The world of sessions, with a way in."""

    def __init__(self, courses: OneCourse) -> None:
        self.store = MemoryStore()
        self.journal = FlakyJournal(self.store)
        self.sessions = MemorySessions(self.store)
        self.courses = courses
        self.executor = ToolExecutor()
        self.timers = Timers()
        self.world = World(
            journal=self.journal,
            sessions=self.sessions,
            courses=courses,
            tools=Toolbox(self.sessions),
            executor=self.executor,
            timers=self.timers,
            quarantine=Quarantine(SystemClock()),
            clock=SystemClock(),
            owner="the-tests",
        )
        self.reports: list[object] = []
        self.lessons = SessionSupervisor(self.world, report=self.reports.append)

    def with_world(self, **changes: Any) -> None:
        """Replace ports before the first join."""
        self.world = replace(self.world, **changes)
        self.lessons = SessionSupervisor(self.world, report=self.reports.append)

    async def join(self, user: str = "ada", *, restart: bool = False) -> Learner:
        """A learner in their seat."""
        learner = Learner()
        learner.seat = await self.lessons.join(user, "small", restart=restart, subscriber=learner)
        return learner

    async def at_question(self, user: str = "ada") -> Learner:
        """A learner with the first question open."""
        learner = await self.join(user)
        await learner.until_state("exposition")
        await learner.next()
        await learner.until_state("awaiting_answer")
        return learner


@asynccontextmanager
async def classroom(one: Syllabus | None = None, **changes: Any) -> AsyncIterator[Classroom]:
    """A running world of sessions, ended afterwards."""
    room = Classroom(OneCourse(one))
    if changes:
        room.with_world(**changes)
    await start(room.lessons.supervisor)
    try:
        yield room
    finally:
        if room.lessons.supervisor.ref.alive:
            await room.lessons.supervisor.stop()
        await room.executor.stop()
        room.timers.close()
