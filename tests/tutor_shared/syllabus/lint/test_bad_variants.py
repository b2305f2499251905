"""`bad-variants`: variants that cannot be expanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.bad_variants import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_a_condition_nothing_meets_is_told_at_the_condition(tmp_path: Path) -> None:
    part = "variables: {a: {int: [1, 3]}}\nwhere: a > 9"
    [finding] = found(tmp_path, course_text(question=part), RULE)
    assert finding.message == "No numbers meet this condition. Loosen it."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{a: 3}", "this row lacks `b`."),
        ("{a: 3, b: 5, c: 1, d: 2}", "this row has `c`, `d` beside them."),
        ("{c: 3, b: 5}", "this row lacks `a` and has `c` beside them."),
    ],
)
def test_a_row_s_missing_and_extra_names_are_named(tmp_path: Path, row: str, said: str) -> None:
    text = course_text(question=f"variants: [{{a: 1, b: 2}}, {row}]")
    [finding] = found(tmp_path, text, RULE)
    assert finding.message.startswith(f"The first row names `a`, `b`; {said}")
