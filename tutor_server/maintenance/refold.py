"""The derived values, made from the events alone. Pure.

A session's rows are folded by the session's own `evolve`, so what comes out is what a running
server would hold. Two things are not facts of the rows: a run that was left unfinished ended when
the next one began, and which turns took a snapshot is not known, so there is one of the last row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

import msgspec

from tutor_server.pedagogy.mastery import SkillMastery
from tutor_server.session.machine import FINAL
from tutor_server.session.server import SNAPSHOT_EVERY
from tutor_server.session.state import LessonState, after_row, snapshot
from tutor_server.store.course_history import (
    CourseFold,
    CourseHistory,
    RecordedEvent,
    Run,
    RunFold,
)
from tutor_shared.errors import WireError
from tutor_shared.wire import codec
from tutor_shared.wire.frames import Message, ServerFrame


class Unreadable(msgspec.Struct, frozen=True):
    """Why a session's events cannot be folded, and at which seq."""

    seq: int
    why: str


#: A lesson after 0, 1, 2 … rows.
Lesson = Sequence[LessonState]


def replay(run: Run) -> Lesson | Unreadable:
    """The lesson row by row; its place in the sequence is the number of rows it has."""
    lesson = [LessonState(run.session)]
    for due, event in enumerate(run.events, 1):
        if event.seq != due:
            return Unreadable(due, f"the row is missing; the next one is {event.seq}")
        try:
            lesson.append(after_row(lesson[-1], event.private))
        except (msgspec.MsgspecError, ValueError) as error:
            return Unreadable(due, f"its facts cannot be followed ({error})")
    return lesson


def frame_of(event: RecordedEvent) -> ServerFrame | None:
    """What a learner is sent for this row; None where it cannot be read."""
    try:
        return codec.decode_server(codec.numbered(event.body, event.seq))
    except (WireError, ValueError):
        return None


def refold(history: CourseHistory) -> CourseFold | None:
    """Everything derived of a learner's course; None where some session cannot be followed."""
    lessons = [replay(run) for run in history.runs]
    readable = [lesson for lesson in lessons if not isinstance(lesson, Unreadable)]
    if len(readable) < len(lessons):
        return None
    return CourseFold(fold_runs(history.runs, readable), fold_masteries(readable))


def fold_runs(runs: Sequence[Run], lessons: Sequence[Lesson]) -> tuple[RunFold, ...]:
    """What is derived of each session, in order; the last one ends only by its own events."""
    left = [run.started for run in runs[1:]]
    return tuple(
        _fold_run(run, lesson, left_at) for run, lesson, left_at in zip_longest(runs, lessons, left)
    )


def fold_masteries(lessons: Sequence[Lesson]) -> tuple[SkillMastery, ...]:
    """What is known of each skill, by skill; a later session's word counts."""
    known = {skill.skill: skill for lesson in lessons for skill in lesson[-1].masteries}
    return tuple(known[name] for name in sorted(known))


def _fold_run(run: Run, lesson: Lesson, left_at: datetime | None) -> RunFold:
    now = lesson[-1]
    finished = next((seq for seq, then in enumerate(lesson) if then.state == FINAL), None)
    cached = finished is not None or now.rows >= SNAPSHOT_EVERY
    return RunFold(
        state=now.state,
        last_seq=now.rows,
        ended=left_at if finished is None else run.events[finished - 1].at,
        summary=None if finished is None else _summary(run),
        snapshot=snapshot(now) if cached else None,
    )


def _summary(run: Run) -> str | None:
    """The last event of a finished lesson tells it."""
    frame = frame_of(run.events[-1])
    return frame.text if isinstance(frame, Message) else None
