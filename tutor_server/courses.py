"""The shelf of courses, as a session's port asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor_server.session.ports import CourseDocument
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.syllabus.shelf import Shelf


class ShelvedCourses:
    """Implements the port `Courses` over a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def ids(self) -> Sequence[str]:
        """Every course that can be taught, in the order they are listed."""
        return self._shelf.ids()

    def get(self, id: str) -> tuple[Syllabus, CourseDocument]:
        """The present version of a course; see the port for what it raises."""
        course, document = self._shelf.get(id)
        return course, CourseDocument(id, course.version, course.content_hash, document)

    def read(self, document: bytes) -> Syllabus:
        """A course from a stored document."""
        return self._shelf.read(document)
