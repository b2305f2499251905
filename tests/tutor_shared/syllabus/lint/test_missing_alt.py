"""`missing-alt`: pictures without words."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.missing_alt import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_an_empty_alt_is_none(tmp_path: Path) -> None:
    text = course_text(question="media:\n  - src: half.png\n    alt:")
    assert len(found(tmp_path, text, RULE)) == 1
