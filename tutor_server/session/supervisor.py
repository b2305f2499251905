"""Starts sessions and keeps them running, each for itself, and shows channels to their seats."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from contextlib import suppress
from typing import Final, Literal

from tutor_server.otp.intensity import Intensity
from tutor_server.otp.reasons import Reason, is_expected
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.reply import Reply
from tutor_server.otp.report import Reporter, log_report
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.supervisor import Supervisor
from tutor_server.session.messages import Attach, Attached, Detach, Frame, Key, Message
from tutor_server.session.ports import CourseDocument, Seat, Subscriber
from tutor_server.session.registry import SessionRegistry
from tutor_server.session.server import BEGUN_ANEW, SessionServer
from tutor_server.session.world import World
from tutor_shared.errors import (
    AlreadyStarted,
    MailboxFull,
    NoProcess,
    ProcessError,
    StartFailed,
    StoreError,
    SyllabusError,
    WireError,
)
from tutor_shared.wire.frames import LessonFrame, StateName

#: Over all sessions together. So high that only a fault of the program itself reaches it.
INTENSITY: Final = Intensity(max_restarts=100, within_s=10.0)
#: A session that is being restarted, or has a full mailbox, is asked again this often, this far apart.
_TRIES: Final = 20
_PAUSE_S: Final = 0.05
_TRY_AGAIN: Final = "Your lesson cannot be opened just now. Nothing is lost; try again in a moment."


class SessionSeat:
    """Implements the port `Seat`."""

    def __init__(
        self, ref: ProcessRef[Message], subscriber: Subscriber, attached: Attached
    ) -> None:
        self._ref = ref
        self._subscriber = subscriber
        self.session = attached.session
        self.syllabus = attached.syllabus
        self.title = attached.title
        self.state: StateName = attached.state
        self.seq = attached.seq
        self.epoch = attached.epoch
        self.topics: Sequence[tuple[str, str]] = attached.topics

    def offer(self, frame: LessonFrame) -> bool:
        """Put a frame into the session's mailbox at once; False when that is full."""
        if not self._ref.alive:
            raise NoProcess("The session has ended. Join it again.")
        try:
            self._ref.tell(Frame(frame, self._subscriber))
        except MailboxFull:
            return False
        return True

    async def push(self, frame: LessonFrame) -> None:
        """Put a frame into the session's mailbox; waits while that is full."""
        await self._ref.push(Frame(frame, self._subscriber))

    async def leave(self) -> None:
        """Detach; a session that is gone delivers nothing either."""
        for _ in range(_TRIES):
            try:
                await self._ref.ask(self._detach)
            except MailboxFull:
                await asyncio.sleep(_PAUSE_S)
            except ProcessError:
                return
            else:
                return

    def _detach(self, reply: Reply[None]) -> Message:
        return Detach(self._subscriber, reply)


class _Start:
    """Makes the session's process, again after a crash. Only the first start may begin anew."""

    __slots__ = ("_document", "_key", "_restart", "_world")

    def __init__(self, world: World, key: Key, document: CourseDocument, *, restart: bool) -> None:
        self._world = world
        self._key = key
        self._document = document
        self._restart = restart

    def __call__(self) -> SessionServer:
        restart, self._restart = self._restart, False
        return SessionServer(self._world, self._key, self._document, restart=restart)


class SessionSupervisor:
    """Implements the port `Lessons`. `supervisor` is started and stopped by the application."""

    def __init__(self, world: World, *, report: Reporter = log_report) -> None:
        self._world = world
        self.registry = SessionRegistry()
        self.supervisor = Supervisor(
            clock=world.clock,
            intensity=INTENSITY,
            registry=self.registry.names,
            report=report,
            on_crash=self._after_crash,
        )

    async def join(
        self, user: str, syllabus: str, *, restart: bool, subscriber: Subscriber
    ) -> Seat:
        """Attach to the user's session of a course, starting its process where none runs.

        Raises:
            WireError: `unknown_syllabus`, `invalid_syllabus`, `unavailable`.
        """
        key: Key = (user, syllabus)
        async with self.registry.alone(key):
            if restart:
                await self._end(key)
            sentence = _TRY_AGAIN
            for _ in range(_TRIES):
                try:
                    return await self._seat(key, subscriber, restart=restart)
                except ProcessError as error:
                    sentence = _sentence(error)
                    restart = False
                    if isinstance(error, StartFailed):
                        break
                await asyncio.sleep(_PAUSE_S)
        raise WireError("unavailable", sentence)

    async def _seat(self, key: Key, subscriber: Subscriber, *, restart: bool) -> SessionSeat:
        ref = await self._running(key, restart=restart)

        def attach(reply: Reply[Attached]) -> Message:
            return Attach(subscriber, reply)

        return SessionSeat(ref, subscriber, await ref.ask(attach))

    async def _running(self, key: Key, *, restart: bool) -> ProcessRef[Message]:
        ref = self.registry.find(key)
        if ref is not None:
            await ref.started()
            return ref
        document = await self._document(key)
        self._world.quarantine.release(key)
        begin = _Start(self._world, key, document, restart=restart)
        spec: ChildSpec[Message] = ChildSpec(id=key, start=begin, restart="transient", name=key)
        try:
            return await self.supervisor.start_child(spec)
        except AlreadyStarted as error:
            owner: ProcessRef[Message] = error.owner
            await owner.started()
            return owner

    async def _end(self, key: Key) -> None:
        ref = self.registry.find(key)
        if ref is not None:
            with suppress(ProcessError):
                await ref.stop(BEGUN_ANEW)

    async def _document(self, key: Key) -> CourseDocument:
        user, syllabus = key
        try:
            return self._world.courses.get(syllabus)[1]
        except (KeyError, SyllabusError) as error:
            begun = {standing.syllabus for standing in await self._world.sessions.standings(user)}
            if syllabus in begun:
                # The session goes on with the document it began with.
                return CourseDocument(syllabus, "", "", b"")
            if isinstance(error, SyllabusError):
                raise WireError("invalid_syllabus", str(error)) from None
            offered = ", ".join(self._world.courses.ids()) or "none"
            raise WireError(
                "unknown_syllabus", f"There is no course {syllabus} here. There is: {offered}."
            ) from None

    def _after_crash(self, key: Hashable, reason: Reason) -> Literal["restart", "wait"]:
        waits = not is_expected(reason) and self._world.quarantine.holds(key)
        return "wait" if waits else "restart"


def _sentence(error: ProcessError) -> str:
    cause = error.__cause__ if isinstance(error, StartFailed) else None
    return str(cause) if isinstance(cause, StoreError) else _TRY_AGAIN
