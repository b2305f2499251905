"""The composition root: every adapter meets its port here, and nowhere else.

`run` reads as the tree it starts, a comment a child, in start order; the end is the same order
backwards, so that whoever still needs something finds it alive.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, Literal

import structlog

from tutor_server.courses import ShelvedCourses
from tutor_server.otp.process import start
from tutor_server.otp.timers import Timers
from tutor_server.session.ports import Users
from tutor_server.session.records import Records
from tutor_server.session.server import World
from tutor_server.session.supervisor import SessionSupervisor
from tutor_server.settings import Settings
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.sessions import StoredSessions
from tutor_server.store.users import StoredUsers
from tutor_server.tools.executor import ToolExecutor
from tutor_server.tools.toolbox import Toolbox
from tutor_server.transport.listener import Listener
from tutor_server.transport.presence import Presence
from tutor_shared.clock import SystemClock
from tutor_shared.errors import ProcessError
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
    async with AsyncExitStack() as stack:
        serving = asyncio.ensure_future(_serve(settings, stack, on_listening, presence, users))
        waiting = asyncio.ensure_future(asked.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not serving.done():
            serving.cancel()
        ending: Ending = "asked" if serving.cancelling() else await serving
        await asyncio.wait({serving})
        _log.info("server.stopping", ending=ending)
    _log.info("server.stopped", ending=ending)
    return 1 if ending == "failed" else 0


async def _serve(
    settings: Settings,
    stack: AsyncExitStack,
    on_listening: Callable[[str], None],
    presence: Presence | None,
    users: Users | None,
) -> Ending:
    clock = SystemClock()

    # The database: brought to this version's schema, and held against a second server.
    database = await Database.open(database_url(settings), serve=True)
    stack.push_async_callback(database.close)

    # The journal: the one writer of events.
    journal = JournalWriter(database)
    await journal.start()
    stack.push_async_callback(journal.stop)

    # Timers and tools: what sessions start and do not wait for.
    timers = Timers()
    stack.callback(timers.close)
    executor = ToolExecutor()
    stack.push_async_callback(executor.stop)

    # The sessions: started when a learner joins, each supervised for itself.
    sessions = StoredSessions(database)
    courses = ShelvedCourses(Shelf(settings.syllabi))
    world = World(
        journal=journal,
        sessions=sessions,
        courses=courses,
        tools=Toolbox(sessions),
        executor=executor,
        timers=timers,
        clock=clock,
        owner=new_id(),
    )
    lessons = SessionSupervisor(world)
    supervisor = await start(lessons.supervisor)
    stack.push_async_callback(_stop_sessions, lessons)

    # The listener: last, when everything behind it is ready.
    listener = Listener(
        settings,
        lessons=lessons,
        sessions=sessions,
        users=users or StoredUsers(database),
        courses=courses,
        record=Records(sessions, courses).read,
        clock=clock,
        ready=lambda: supervisor.alive and not database.failed.done(),
        presence=presence,
    )
    address = await listener.start()
    stack.push_async_callback(listener.stop, "restart" if presence is None else "shutdown")

    # What was made at start lives as long as the process: the collector need not look at it again.
    gc.freeze()
    _log.info("server.listening", address=address)
    on_listening(address)

    await _first(
        asyncio.shield(database.failed),
        supervisor.down(),
        presence.gone() if presence else asyncio.Event().wait(),
    )
    if database.failed.done():
        _log.critical("store.failed", reason=str(database.failed.result()))
        return "failed"
    if not supervisor.alive:
        _log.critical("sessions.gave_up")
        return "failed"
    return "alone"


async def _first(*ends: Awaitable[Any]) -> None:
    """Return when one of them is over; the others are no longer waited for."""
    waits = [asyncio.ensure_future(end) for end in ends]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def _stop_sessions(lessons: SessionSupervisor) -> None:
    try:
        await lessons.supervisor.stop()
    except ProcessError:
        _log.info("sessions.ended_before")


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
