"""`duplicate-key`: keys that stand twice."""

from __future__ import annotations

from pathlib import Path

from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.duplicate_key import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_the_first_line_is_named(tmp_path: Path) -> None:
    [finding] = found(tmp_path, "a: 1\nb: 2\na: 3\n", RULE)
    assert finding.message == "`a` stands here a second time; the first is on line 1. Remove one."
