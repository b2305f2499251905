"""`prerequisite-cycle`: circles of prerequisites."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.prerequisite_cycle import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_the_way_round_is_named(tmp_path: Path) -> None:
    skills = "skills: [{id: adding, title: A, requires: [adding]}]"
    text = course_text(course=skills)
    [finding] = found(tmp_path, text, RULE)
    assert "adding → adding" in finding.message
    assert finding.position.line == line_of(text, "requires:")
