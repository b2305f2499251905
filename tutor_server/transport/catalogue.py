"""The list of courses as one learner sees it. Pure but for the shelf it is given."""

from __future__ import annotations

from collections.abc import Iterable

from tutor_server.session.ports import Courses, CourseStanding
from tutor_shared.errors import SyllabusError
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.wire.frames import SyllabusItem


def catalogue(courses: Courses, standings: Iterable[CourseStanding]) -> list[SyllabusItem]:
    """Every course that can be taught, in the shelf's order, with the learner's standing."""
    by_course = {standing.syllabus: standing for standing in standings}
    items = []
    for name in courses.ids():
        try:
            syllabus, _ = courses.get(name)
        except (KeyError, SyllabusError):
            continue
        items.append(_item(syllabus, by_course.get(name)))
    return items


def _item(syllabus: Syllabus, standing: CourseStanding | None) -> SyllabusItem:
    return SyllabusItem(
        id=syllabus.id,
        title=syllabus.title,
        description=syllabus.description,
        language=syllabus.language,
        topics=len(syllabus.topics),
        skills=len(syllabus.skills),
        mastered=standing.mastered if standing else 0,
        status=standing.status if standing else "new",
    )
