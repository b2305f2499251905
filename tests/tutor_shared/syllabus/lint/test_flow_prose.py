"""`flow-prose`: prose inside brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.flow_prose import RULE, is_prose


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_ids_titles_and_answers_may_stand_in_brackets(tmp_path: Path) -> None:
    skills = "skills: [{id: adding, title: Find a common denominator, requires: []}]"
    text = course_text(course=skills, question="tests: {correct: [5/6], ungraded: [it is five]}")
    assert found(tmp_path, text, RULE) == []


def test_an_option_s_reason_is_prose(tmp_path: Path) -> None:
    answer = "answer: {choice: [{right: 5/6, why: Both go into six.}, {wrong: 2/5}]}"
    text = course_text(question=answer)
    [finding] = found(tmp_path, text, RULE)
    assert finding.position.line == line_of(text, "Both go")


def test_quoting_prose_does_not_make_it_less_prose(tmp_path: Path) -> None:
    assert found(tmp_path, course_text(question='hints: ["Cut it, then count."]'), RULE)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("five sixths", 3, False),
        ("Look again.", 8, True),
        ("one two three", 3, True),
        ("5.", 2, False),
    ],
)
def test_prose_is_many_words_or_a_sentence(text: str, words: int, expected: bool) -> None:
    assert is_prose(text, words) is expected
