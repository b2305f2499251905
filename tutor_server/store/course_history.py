"""A learner's whole history in one course, and what is derived from it, as values.

Only the events are the truth. What a `RunFold` and the masteries hold is stored beside them so that
it need not be worked out each time; `folds` reads both, and puts new ones in the old ones' place.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from tutor_server.session.ports import RowKind, SkillMastery
from tutor_shared.wire.frames import StateName

#: (user, syllabus).
CourseKey = tuple[str, str]


class RecordedEvent(msgspec.Struct, frozen=True):
    """A row of `session_events`. `body` is the learner's frame without its seq, `private` facts."""

    seq: int
    client_id: str | None
    kind: RowKind
    body: bytes
    private: bytes
    at: datetime


class RunFold(msgspec.Struct, frozen=True):
    """The columns of a session's history that its events decide.

    `snapshot` is a cache: it may be missing, and its bytes may differ between equal histories.
    """

    state: StateName
    last_seq: int
    ended: datetime | None = None
    summary: str | None = None
    snapshot: bytes | None = None


class Run(msgspec.Struct, frozen=True):
    """One session: when it began, what is stored of it as derived, and its events by seq."""

    session: str
    started: datetime
    fold: RunFold
    events: tuple[RecordedEvent, ...] = ()


class CourseHistory(msgspec.Struct, frozen=True):
    """All sessions of one learner in one course, oldest first, as of one moment."""

    user: str
    syllabus: str
    runs: tuple[Run, ...] = ()
    masteries: tuple[SkillMastery, ...] = ()


class CourseFold(msgspec.Struct, frozen=True):
    """What has to be stored as derived: a fold a session, in the runs' order, and the masteries."""

    runs: tuple[RunFold, ...] = ()
    masteries: tuple[SkillMastery, ...] = ()
