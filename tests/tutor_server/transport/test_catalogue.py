"""The course list."""

from __future__ import annotations

from tests.support.fake_lessons import FakeCourses
from tutor_server.session.ports import CourseStanding
from tutor_server.transport.catalogue import catalogue
from tutor_shared.errors import SyllabusError


class Shelf(FakeCourses):
    def get(self, id: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - as its parent
        if id == "broken":
            raise SyllabusError(id, ("topic x is missing",))
        if id == "gone":
            raise KeyError(id)
        return super().get(id)


def test_each_course_is_listed_in_order_with_the_learners_standing() -> None:
    standings = [CourseStanding("logic", "complete", 4), CourseStanding("removed", "active", 1)]
    items = catalogue(FakeCourses("fractions", "logic"), standings)
    assert [(i.id, i.title, i.status, i.mastered) for i in items] == [
        ("fractions", "Fractions", "new", 0),
        ("logic", "Logic", "complete", 4),
    ]


def test_a_course_that_cannot_be_taught_now_is_not_listed() -> None:
    assert [i.id for i in catalogue(Shelf("broken", "logic", "gone"), [])] == ["logic"]
