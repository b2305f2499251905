"""The shelf of courses, as a session's port asks for it, and what the host is told of it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor_server.session.ports import CourseDocument
from tutor_shared.errors import CourseClosed, SyllabusError
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.syllabus.shelf import Shelf


class ShelvedCourses:
    """Implements the port `Courses` over a shelf.

    `author` is whether whoever learns here may read what is wrong with a course. Others are told
    that it cannot be taught: a finding names the host's files, and may show an answer.
    """

    def __init__(self, shelf: Shelf, *, author: bool = False) -> None:
        self._shelf = shelf
        self._author = author

    def ids(self) -> Sequence[str]:
        """Every course that can be taught, in the order they are listed."""
        return self._shelf.ids()

    def broken(self) -> Sequence[tuple[str, str]]:
        """Every course that cannot be taught, with the first of what is wrong with it. For a log.

        Each course is read, so this takes a while.
        """
        shelved = self._shelf.all()
        return [(path.name, str(loaded.errors[0])) for path, loaded in shelved if loaded.errors]

    def get(self, id: str) -> tuple[Syllabus, CourseDocument]:
        """The present version of a course; see the port for what it raises."""
        try:
            course, document = self._shelf.get(id)
        except SyllabusError as error:
            if self._author:
                raise
            raise CourseClosed(error.course, error.findings) from None
        return course, CourseDocument(id, course.version, course.content_hash, document)

    def read(self, document: bytes) -> Syllabus:
        """A course from a stored document."""
        return self._shelf.read(document)
