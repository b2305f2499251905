"""A real listener on loopback over fake ports, for the transport's tests."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.fake_lessons import (
    FakeCourses,
    FakeLessons,
    FakeSession,
    FakeSessions,
    FakeUsers,
    fake_record,
)
from tests.support.wire_client import WireClient
from tutor_server.settings import Settings
from tutor_server.transport.listener import Listener
from tutor_server.transport.presence import Presence
from tutor_server.transport.traffic import Traffic
from tutor_shared.clock import SystemClock


@dataclass
class House:
    """A listener, its address, and the fakes behind it."""

    listener: Listener
    url: str
    lessons: FakeLessons
    sessions: FakeSessions
    users: FakeUsers
    traffic: Traffic
    ready: list[bool] = field(default_factory=lambda: [True])

    async def guest(self, name: str = "ada") -> WireClient:
        """A welcomed client."""
        return await WireClient.hello(self.url, f"{name}-token")

    async def learner(self, name: str = "ada") -> tuple[WireClient, FakeSession]:
        """A client that has joined fractions, and its session."""
        client = await self.guest(name)
        await client.join("fractions")
        return client, self.lessons.session(name, "fractions")


@contextlib.asynccontextmanager
async def house(presence: Presence | None = None, **settings: Any) -> AsyncIterator[House]:
    """A listener that is stopped at the end."""
    lessons, users, ready = FakeLessons(), FakeUsers(), [True]
    sessions, traffic = FakeSessions(lessons), Traffic()
    config: dict[str, Any] = {"data_dir": Path(), "port": 0, "shutdown_s": 2.0, **settings}
    listener = Listener(
        Settings(**config),
        lessons=lessons,
        sessions=sessions,
        users=users,
        courses=FakeCourses(),
        record=fake_record,
        clock=SystemClock(),
        ready=lambda: ready[0],
        metrics=lambda: "a_number 1\n",
        traffic=traffic,
        presence=presence,
        spread=lambda: 0.5,
    )
    url = await listener.start()
    try:
        yield House(listener, url, lessons, sessions, users, traffic, ready)
    finally:
        await listener.stop("shutdown")
