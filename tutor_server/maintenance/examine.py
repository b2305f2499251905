"""What is wrong with a learner's course. Pure: a history goes in, findings come out.

The terms are those of the durability contract: a gap is a seq that is missing, doubled is a client
id with two rows or an attempt with two verdicts, drift is a derived value that is not the fold of
the events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tutor_server.maintenance.finding import Finding, Kind
from tutor_server.maintenance.refold import (
    Lesson,
    Unreadable,
    fold_masteries,
    fold_runs,
    frame_of,
    replay,
)
from tutor_server.pedagogy.mastery import SkillMastery
from tutor_server.session import facts as f
from tutor_server.session.state import from_snapshot
from tutor_server.store.course_history import CourseHistory, RecordedEvent, Run, RunFold

#: The derived columns that have one right value; a snapshot is judged by what it holds.
_COLUMNS: Final = ("state", "last_seq", "ended", "summary")


def examine(history: CourseHistory) -> Iterator[Finding]:
    """Everything that is wrong with this history, session by session."""
    lessons = [replay(run) for run in history.runs]
    for run, lesson in zip(history.runs, lessons, strict=True):
        where = f"{_name(history)}, session {run.session}"
        yield from (Finding("damage", where, what) for what in _damage(run, lesson))
        if not isinstance(lesson, Unreadable):
            yield from (Finding(kind, where, what) for kind, what in _snapshot(run, lesson))
    # A later session starts from what an earlier one taught, so all of them have to be readable.
    readable = [lesson for lesson in lessons if not isinstance(lesson, Unreadable)]
    if len(readable) == len(lessons):
        yield from _drift(history, readable)


def _damage(run: Run, lesson: Lesson | Unreadable) -> Iterator[str]:
    if isinstance(lesson, Unreadable):
        yield f"row {lesson.seq}: {lesson.why}"
    else:
        yield from (f"the answer {id} was judged twice" for id in _twice(_judged(run.events)))
    ids = (event.client_id for event in run.events if event.client_id is not None)
    yield from (f"the client id {id} stands in two rows" for id in _twice(ids))
    for event in run.events:
        if not _is_frame(event):
            yield f"row {event.seq}: it holds no {event.kind} a learner could be sent"


def _snapshot(run: Run, lesson: Lesson) -> Iterator[tuple[Kind, str]]:
    if run.fold.snapshot is None:
        return
    cached = from_snapshot(run.fold.snapshot, run.session, len(run.events))
    if cached is None:
        yield "note", "its snapshot is stale: the next start reads the events instead"
    elif cached.rows >= len(lesson) or cached != lesson[cached.rows]:
        yield "drift", f"its snapshot is not the lesson after row {cached.rows}"


def _drift(history: CourseHistory, lessons: list[Lesson]) -> Iterator[Finding]:
    for run, due in zip(history.runs, fold_runs(history.runs, lessons), strict=True):
        where = f"{_name(history)}, session {run.session}"
        yield from (Finding("drift", where, what) for what in _columns(run.fold, due))
    due_skills = {skill.skill: skill for skill in fold_masteries(lessons)}
    kept_skills = {skill.skill: skill for skill in history.masteries}
    for name in sorted(due_skills.keys() | kept_skills.keys()):
        kept, due_skill = kept_skills.get(name), due_skills.get(name)
        if kept != due_skill:
            what = f"{name} is stored as {_skill(kept)}, its events say {_skill(due_skill)}"
            yield Finding("drift", _name(history), what)


def _columns(kept: RunFold, due: RunFold) -> Iterator[str]:
    for column in _COLUMNS:
        stored, wanted = getattr(kept, column), getattr(due, column)
        if stored != wanted:
            yield f"{column} is {_shown(stored)}, its events say {_shown(wanted)}"


def _judged(events: Iterable[RecordedEvent]) -> Iterator[str]:
    for event in events:
        for fact in f.decode(event.private):
            if isinstance(fact, f.Judged):
                yield fact.attempt


def _twice(ids: Iterable[str]) -> list[str]:
    return [id for id, times in Counter(ids).items() if times > 1]


def _is_frame(event: RecordedEvent) -> bool:
    frame = frame_of(event)
    return frame is not None and frame.__struct_config__.tag == event.kind


def _name(history: CourseHistory) -> str:
    return f"{history.user} in {history.syllabus}"


def _shown(value: Any) -> str:
    return "empty" if value is None else f"{value!s:.60}"


def _skill(skill: SkillMastery | None) -> str:
    if skill is None:
        return "unknown"
    known = "mastered" if skill.mastered else "not mastered"
    return f"{skill.mastery:.6g} ({known}, {skill.right} of {skill.first_attempts} right)"
