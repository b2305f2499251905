"""`control-character`: invisible characters."""

from __future__ import annotations

from pathlib import Path

from tests.support.rules import check_manual
from tutor_shared.syllabus.lint.control_character import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)
