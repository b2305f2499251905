"""`missing-file`: topics without a file."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.missing_file import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_the_finding_stands_at_the_topic_s_name(tmp_path: Path) -> None:
    text = course_text(course="topics:\n  - a\n  - b")
    first, second = found(tmp_path, text, RULE)
    assert (first.position.line, first.position.column) == (line_of(text, "- a"), 5)
    assert second.message.startswith("b.yaml: ")
