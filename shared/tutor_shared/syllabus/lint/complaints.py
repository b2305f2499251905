"""What building a course complained of, as the check of the rule that tells it."""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.build_question import ComplaintRule
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import CourseCheck, Problem


def complaints_of(rule: ComplaintRule) -> CourseCheck:
    """A check that tells the complaints made under a rule's id."""

    def check(course: Course) -> Iterator[Problem]:
        for complaint in course.built.complaints:
            if complaint.rule == rule:
                yield Problem(complaint.path, complaint.message)

    return check
