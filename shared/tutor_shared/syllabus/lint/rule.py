"""What a rule is: an id, a severity, a manual, and a pure look at a place or at the whole course.

A rule names what is wrong by its path in the tree; positions are looked up when all is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from tutor_shared.syllabus.finding import Severity
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.node import Path
from tutor_shared.syllabus.schema import Place


class Problem(msgspec.Struct, frozen=True):
    """One complaint of a rule. With `key` it is the key that is wrong, not what stands under it."""

    path: Path
    message: str
    key: bool = False


PlaceCheck = Callable[[Place, Course], Iterator[Problem]]
CourseCheck = Callable[[Course], Iterator[Problem]]


class Rule(msgspec.Struct, frozen=True):
    """A rule. `manual` is its module's docstring.

    With `place` it is asked about every place of the tree; with `course` once, when the course is
    built. With neither its findings come from reading the files. With `complete_only` it is not
    asked about a course some of whose files could not be read.
    """

    id: str
    manual: str
    severity: Severity = "error"
    place: PlaceCheck | None = None
    course: CourseCheck | None = None
    complete_only: bool = False

    @property
    def summary(self) -> str:
        """The manual's first line."""
        return self.manual.strip().partition("\n")[0]
