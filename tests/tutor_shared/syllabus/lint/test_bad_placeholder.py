"""`bad-placeholder`: placeholders that cannot be filled in."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.bad_placeholder import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_a_name_no_row_has_is_told_with_those_it_has(tmp_path: Path) -> None:
    part = "variants: [{a: 1, b: 2}]\nprompt: What is <<c>>?"
    [finding] = found(tmp_path, course_text(question=part), RULE)
    assert "There is no number `c` in this row; there are: a, b." in finding.message


def test_shift_operators_are_no_placeholders(tmp_path: Path) -> None:
    text = course_text(question="prompt: What does print(1 << 2 >> 1) print, plus 1/3?")
    assert found(tmp_path, text, RULE) == []
