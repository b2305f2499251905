"""The shelf as the session's port asks for it."""

from __future__ import annotations

import pytest

from tutor_server.courses import ShelvedCourses
from tutor_shared.syllabus.shelf import Shelf


def test_a_bundled_course_comes_with_its_document_and_reads_back_from_it() -> None:
    courses = ShelvedCourses(Shelf())
    assert "fractions" in courses.ids()
    course, document = courses.get("fractions")
    assert (document.syllabus, document.content_hash) == ("fractions", course.content_hash)
    assert courses.read(document.document) == course


def test_a_course_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        ShelvedCourses(Shelf()).get("nowhere")
