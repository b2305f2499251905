"""The composition root: every adapter meets its port here, and nowhere else.

`Application.start` reads as the tree it starts, a comment a child, in start order; the end is the
same order backwards, so that whoever still needs something finds it alive.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Final, Literal, Self

import structlog

from tutor_server.courses import ShelvedCourses
from tutor_server.metrics import Metrics
from tutor_server.otp.process import start
from tutor_server.otp.timers import Timers
from tutor_server.session.ports import Users
from tutor_server.session.quarantine import Quarantine
from tutor_server.session.records import Records
from tutor_server.session.supervisor import SessionSupervisor
from tutor_server.session.world import World
from tutor_server.settings import Settings
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.sessions import StoredSessions
from tutor_server.store.users import StoredUsers
from tutor_server.tally import Tally
from tutor_server.tools.costly import Costly
from tutor_server.tools.executor import ToolExecutor
from tutor_server.tools.toolbox import Toolbox
from tutor_server.tools.worker_pool import WorkerPool
from tutor_server.transport.listener import Listener
from tutor_server.transport.presence import Presence
from tutor_server.transport.traffic import Traffic
from tutor_server.watchdog import Pulse, Watchdog
from tutor_shared.clock import SystemClock
from tutor_shared.errors import NoProcess
from tutor_shared.ids import new_id
from tutor_shared.syllabus.shelf import Shelf

_log: Final = structlog.get_logger("tutor.app")

#: Why a server ends: it was asked to, nobody is there, or it cannot go on.
Ending = Literal["asked", "alone", "failed"]


def database_url(settings: Settings) -> str:
    """The configured database, else SQLite in the data directory."""
    return settings.database or str(settings.data_dir / "tutor.db")


@asynccontextmanager
async def open_users(settings: Settings) -> AsyncIterator[Users]:
    """The users and their tokens, also beside a running server."""
    database = await Database.open(database_url(settings))
    try:
        yield StoredUsers(database)
    finally:
        await database.close()


async def run(
    settings: Settings,
    *,
    on_listening: Callable[[str], None],
    presence: Presence | None = None,
    users: Users | None = None,
) -> int:
    """Serve until asked to stop, or until nobody is there; returns the exit status.

    `on_listening` gets the address once connections are accepted. SIGINT and SIGTERM stop in
    order; a second one stops at once, which loses nothing that was acknowledged.
    """
    asked = _asked_to_stop()
    async with Application(settings, presence=presence, users=users) as application:
        serving = application.serve(on_listening)
        ending: Ending = await _first(serving, asked.wait()) or "asked"
        _log.info("server.stopping", ending=ending)
    _log.info("server.stopped", ending=ending)
    return 1 if ending == "failed" else 0


class Application:
    """Everything a server is made of. Entered it is empty; `serve` starts it, the exit ends it."""

    def __init__(
        self, settings: Settings, *, presence: Presence | None = None, users: Users | None = None
    ) -> None:
        self._settings = settings
        self._presence = presence
        self._users = users
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._stack.aclose()

    async def serve(self, on_listening: Callable[[str], None]) -> Ending:
        """Start, announce, and wait for an end that comes from within.

        Raises:
            TutorError: it cannot start: no database, a port in use, a second server.
        """
        database, lessons, address = await self._start()
        # What was made at start lives as long as the process: no collector need look at it again.
        gc.freeze()
        _log.info("server.listening", address=address)
        on_listening(address)
        presence = self._presence
        await _first(
            asyncio.shield(database.failed),
            lessons.supervisor.ref.down(),
            presence.gone() if presence else asyncio.Event().wait(),
        )
        if database.failed.done():
            _log.critical("store.failed", reason=str(database.failed.result()))
            return "failed"
        if not lessons.supervisor.ref.alive:
            _log.critical("sessions.gave_up")
            return "failed"
        return "alone"

    async def _start(self) -> tuple[Database, SessionSupervisor, str]:
        settings, stack = self._settings, self._stack

        # The watchdog: beside the event loop, from the first moment to the last.
        pulse = Pulse()
        watchdog = Watchdog(pulse)
        watchdog.start()
        stack.callback(watchdog.stop)

        # The database: brought to this version's schema, and held against a second server.
        database = await Database.open(database_url(settings), serve=True)
        stack.push_async_callback(database.close)

        # The journal: the one writer of events.
        tally = Tally()
        journal = JournalWriter(database, observe=tally.committed)
        await journal.start()
        stack.push_async_callback(journal.stop)

        # Timers and tools: what sessions start and do not wait for. No worker runs before a check
        # needs one.
        timers = Timers()
        stack.callback(timers.close)
        workers = WorkerPool()
        stack.push_async_callback(workers.stop)
        executor = ToolExecutor()
        stack.push_async_callback(executor.stop)

        # The sessions: started when a learner joins, each supervised for itself.
        sessions = StoredSessions(database)
        courses = ShelvedCourses(Shelf(settings.syllabi), author=self._presence is not None)
        if self._presence is None:
            await _warn_of_broken(courses)
        clock = SystemClock()
        world = World(
            journal=tally.journal(journal),
            sessions=sessions,
            courses=courses,
            tools=Toolbox(sessions, Costly(workers)),
            executor=tally.executor(executor),
            timers=timers,
            quarantine=Quarantine(clock),
            clock=clock,
            owner=new_id(),
        )
        lessons = SessionSupervisor(world)
        lessons.supervisor.on_restart(tally.restarted)
        supervisor = await start(lessons.supervisor)
        stack.push_async_callback(_stop_sessions, lessons)

        # The listener: last, when everything behind it is ready.
        traffic = Traffic()
        metrics = Metrics(
            sessions=lessons.supervisor.count,
            quarantine=world.quarantine,
            tally=tally,
            traffic=traffic,
            pulse=pulse,
        )
        listener = Listener(
            settings,
            lessons=lessons,
            sessions=sessions,
            users=self._users or StoredUsers(database),
            courses=courses,
            record=Records(sessions, courses).read,
            clock=clock,
            ready=lambda: supervisor.alive and not database.failed.done() and not pulse.stuck,
            metrics=metrics.page,
            traffic=traffic,
            presence=self._presence,
        )
        address = await listener.start()
        stack.push_async_callback(listener.stop, "shutdown" if self._presence else "restart")
        return database, lessons, address


async def _warn_of_broken(courses: ShelvedCourses) -> None:
    """Tell the host of courses that learners will not see."""
    for course, finding in await asyncio.to_thread(courses.broken):
        _log.warning("course.broken", course=course, finding=finding)


async def _first(*ends: Awaitable[Any]) -> Any:
    """The result of whichever is over first; the others are stopped, and waited for."""
    waits = [asyncio.ensure_future(end) for end in ends]
    try:
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.wait(waits)
    result = done.pop().result()
    return None if result is True else result


async def _stop_sessions(lessons: SessionSupervisor) -> None:
    with suppress(NoProcess):
        await lessons.supervisor.stop()


def _asked_to_stop() -> asyncio.Event:
    """An event set by the first SIGINT or SIGTERM; the second ends the process."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if asked.is_set():
            os._exit(0)
        asked.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return asked
