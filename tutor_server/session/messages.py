"""Everything a session's mailbox takes, as a closed union."""

from __future__ import annotations

from dataclasses import dataclass

from tutor_server.otp.reply import Reply
from tutor_server.session.events import SessionEvent
from tutor_server.session.ports import Subscriber
from tutor_shared.wire.frames import LessonFrame, StateName

#: Whose session: (user, syllabus).
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Attached:
    """What a channel learns when it takes its seat."""

    session: str
    syllabus: str
    title: str
    state: StateName
    seq: int
    epoch: int
    topics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Attach:
    """Deliver to this subscriber from now on; an earlier one is told that it was taken over."""

    subscriber: Subscriber
    reply: Reply[Attached]


@dataclass(frozen=True, slots=True)
class Detach:
    """Deliver no more to this subscriber, if it still is the one."""

    subscriber: Subscriber
    reply: Reply[None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A learner's frame, with where its reply goes."""

    frame: LessonFrame
    subscriber: Subscriber


@dataclass(frozen=True, slots=True)
class Happened:
    """A tool's outcome, as the event it is."""

    event: SessionEvent


@dataclass(frozen=True, slots=True)
class Unload:
    """Nobody came back in time."""


Message = Attach | Detach | Frame | Happened | Unload
