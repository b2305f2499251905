"""The course as rules see it."""

from __future__ import annotations

from tests.support.courses import course_text, line_of
from tutor_shared.syllabus.build import build
from tutor_shared.syllabus.lint.course import Course, question_path
from tutor_shared.syllabus.node import Mapping, plain
from tutor_shared.syllabus.yaml_tree import read_tree

QUESTION = ("topics", 0, "questions", 0)


def course(text: str) -> Course:
    root = read_tree(text.encode(), "f.yaml").root
    assert isinstance(root, Mapping)
    fields = plain(root)
    assert isinstance(fields, dict)
    return Course(root, fields, build(fields, "hash"), "example")


def test_a_path_is_looked_up_in_the_files() -> None:
    text = course_text()
    position = course(text).position((*QUESTION, "prompt"), key=True)
    assert (position.line, position.column) == (line_of(text, "prompt:"), 9)


def test_ids_are_known_with_their_first_place() -> None:
    found = course(course_text(course="skills: [{id: a, title: A}, {id: a, title: B}]"))
    assert found.ids["skill"] == {"a": ("skills", 0, "id")}
    assert found.ids["question"] == {"half-plus-third": (*QUESTION, "id")}
    assert found.questions_of(0) == ("half-plus-third",)
    assert found.questions_of(7) == ()


def test_a_spoiled_question_is_not_looked_at() -> None:
    found = course(course_text())
    found.spoil(("skills", 0, "id"))
    assert [path for path, _ in found.questions()] == [QUESTION]
    found.spoil((*QUESTION, "hints", 1))
    assert list(found.questions()) == []


def test_a_path_inside_a_question_begins_with_the_question_s() -> None:
    assert question_path((*QUESTION, "hints", 0)) == QUESTION
    assert question_path(("topics", 0, "exposition", 0)) == ()
    assert question_path(("topics", 0)) == ()
