"""`unknown-reference`: ids nobody gave."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.unknown_reference import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_a_block_asks_only_questions_of_its_own_topic(tmp_path: Path) -> None:
    text = course_text(topic="exposition:\n  - ask: half-plus-thirds")
    [finding] = found(tmp_path, text, RULE)
    assert finding.message.endswith("Did you mean `half-plus-third`?")


def test_a_label_of_a_test_is_a_verdict_or_a_misconception(tmp_path: Path) -> None:
    tests = "tests: {correct: [5/6], adds-acros: [2/5]}"
    [finding] = found(tmp_path, course_text(question=tests), RULE)
    assert finding.message.endswith("Did you mean `adds-across`?")


def test_a_wrong_option_s_misconception_must_be_there(tmp_path: Path) -> None:
    answer = "answer:\n  choice:\n    - right: 5/6\n    - {wrong: 2/5, misconception: oops}"
    [finding] = found(tmp_path, course_text(question=answer), RULE)
    assert "There is no misconception `oops`." in finding.message


def test_a_required_skill_must_be_there(tmp_path: Path) -> None:
    skills = "skills: [{id: adding, title: A, requires: [counting]}]"
    [finding] = found(tmp_path, course_text(course=skills), RULE)
    assert "There is no skill `counting`." in finding.message
