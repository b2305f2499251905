"""All that a session acts through, in one value that every session shares."""

from __future__ import annotations

from dataclasses import dataclass

from tutor_server.otp.timers import Timers
from tutor_server.session.ports import Courses, Executor, Journal, Sessions, Tools
from tutor_server.session.quarantine import Quarantine
from tutor_shared.clock import Clock


@dataclass(frozen=True, slots=True)
class World:
    """The ports a session acts through. `owner` names this server in the histories."""

    journal: Journal
    sessions: Sessions
    courses: Courses
    tools: Tools
    executor: Executor
    timers: Timers
    quarantine: Quarantine
    clock: Clock
    owner: str
