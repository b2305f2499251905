"""`author-test-fails`: an author's own tests."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.author_test_fails import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_the_judgement_is_named(tmp_path: Path) -> None:
    text = course_text(question="tests:\n  correct: [5/6]\n  incorrect:\n    - 10/12")
    [finding] = found(tmp_path, text, RULE)
    assert finding.message.startswith("`10/12` should be incorrect and is judged correct.")
    assert finding.position.line == line_of(text, "10/12")


def test_a_known_error_is_tested_by_its_misconception(tmp_path: Path) -> None:
    part = "known_errors:\n  - misconception: adds-across\n    match: 2/5\n"
    right = course_text(question=part + "tests: {adds-across: [2/5]}")
    assert found(tmp_path, right, RULE) == []
    [finding] = found(tmp_path, course_text(question=part + "tests: {incorrect: [2/5]}"), RULE)
    assert "should be incorrect and is judged adds-across" in finding.message


def test_every_variant_is_judged_and_the_first_failing_one_named(tmp_path: Path) -> None:
    part = (
        "variants: [{a: 1}, {a: 2}, {a: 3}]\nprompt: What is <<a>> + 1?\n"
        "answer: {number: <<a + 1>>}\nhints: []\ntests: {correct: [2]}"
    )
    [finding] = found(tmp_path, course_text(question=part), RULE)
    assert finding.message.endswith("(Variant 2.)")


def test_an_answer_under_two_labels_is_told_so(tmp_path: Path) -> None:
    text = course_text(question="tests:\n  correct: [5/6]\n  incorrect: [5/6]")
    [finding] = found(tmp_path, text, RULE)
    assert finding.message == "`5/6` stands under incorrect and under correct. Keep it under one."
