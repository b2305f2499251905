"""`duplicate-id`: ids given twice."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.duplicate_id import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_the_first_definition_s_place_is_named(tmp_path: Path) -> None:
    skills = "skills:\n  - {id: adding, title: A}\n  - {id: adding, title: B}"
    text = course_text(course=skills)
    [finding] = found(tmp_path, text, RULE)
    assert (
        f"syllabus.yaml:{line_of(text, 'title: A}')}. Give one of them another id."
        in finding.message
    )


def test_question_ids_are_unique_over_all_topics(tmp_path: Path) -> None:
    question = "{id: one, skills: [adding], prompt: p, answer: {number: 1}}"
    topics = "".join(
        f"\n  - id: {name}\n    title: T\n    questions:\n      - {question}" for name in "ab"
    )
    [finding] = found(tmp_path, course_text(course=f"topics:{topics}"), RULE)
    assert finding.message.startswith("The question `one` is defined before")
