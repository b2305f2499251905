"""The shelf as the session's port asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, write_course
from tutor_server.courses import ShelvedCourses
from tutor_shared.errors import CourseClosed, SyllabusError
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


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The bundled courses, and one with an author's test that fails."""
    write_course(tmp_path, course_text(question="tests: {correct: [1/7]}"))
    return Shelf(tmp_path)


def test_a_6_a_learner_hears_nothing_of_files_and_answers(shelf: Shelf) -> None:
    with pytest.raises(CourseClosed) as raised:
        ShelvedCourses(shelf).get("example")
    sentence = "This course cannot be taught at present; tell whoever runs the server."
    assert str(raised.value) == sentence


def test_a_6_who_wrote_the_course_may_read_what_is_wrong(shelf: Shelf) -> None:
    with pytest.raises(SyllabusError, match="1/7") as raised:
        ShelvedCourses(shelf, author=True).get("example")
    assert not isinstance(raised.value, CourseClosed)


def test_a_6_broken_courses_are_named_with_the_first_finding(shelf: Shelf) -> None:
    [(course, finding)] = ShelvedCourses(shelf).broken()
    assert course == "example"
    assert "[author-test-fails]" in finding
