"""A learner's record in one course, folded from the facts of all their sessions in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tutor_server.pedagogy.mastery import SkillMastery, start
from tutor_server.session import facts as f
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.wire.frames import (
    CourseRecord,
    CourseStatus,
    MisconceptionRecord,
    SkillRecord,
)


def fold_record(course: Syllabus, status: CourseStatus, history: Iterable[bytes]) -> CourseRecord:
    """What the rows' private halves, oldest first, add up to."""
    known: dict[str, SkillMastery] = {}
    met: Counter[str] = Counter()
    done: set[str] = set()
    hints, asked = 0, ""
    for private in history:
        for fact in f.decode(private):
            match fact:
                case f.Evidence():
                    known[fact.standing.skill] = fact.standing
                case f.Judged(misconception=str() as label):
                    met[label] += 1
                case f.Asked():
                    asked = fact.question
                case f.Solved() | f.Closed():
                    done.add(asked)
                case f.HintGiven():
                    hints += 1
                case _:
                    pass
    return CourseRecord(
        syllabus=course.id,
        title=course.title,
        status=status,
        skills=[_skill(course, known, skill.id, skill.title) for skill in course.skills],
        misconceptions=[
            MisconceptionRecord(known_one.id, known_one.title, met[known_one.id])
            for known_one in course.misconceptions
            if met[known_one.id]
        ],
        questions_done=len(done),
        hints_used=hints,
    )


def _skill(course: Syllabus, known: dict[str, SkillMastery], id: str, title: str) -> SkillRecord:
    standing = known.get(id) or start(course.mastery, id)
    return SkillRecord(
        id,
        title,
        round(standing.mastery, 4),
        standing.mastered,
        standing.right,
        standing.first_attempts,
    )
