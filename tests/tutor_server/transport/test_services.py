"""The shared ports are a value."""

from __future__ import annotations

import dataclasses

import pytest

from tests.support.fake_lessons import (
    FakeCourses,
    FakeLessons,
    FakeSessions,
    FakeUsers,
    fake_record,
)
from tutor_server.transport.guests import Guests
from tutor_server.transport.services import Services
from tutor_shared.clock import SystemClock


def test_services_do_not_change_under_a_channel() -> None:
    lessons = FakeLessons()
    services = Services(
        lessons=lessons,
        sessions=FakeSessions(lessons),
        users=FakeUsers(),
        courses=FakeCourses(),
        record=fake_record,
        clock=SystemClock(),
        guests=Guests(1),
        heartbeat_s=20.0,
        server="tutor 0",
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        services.heartbeat_s = 1.0  # type: ignore[misc]  # that is the test
