"""`unknown-key`: keys nobody knows."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.unknown_key import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_the_nearest_key_is_suggested(tmp_path: Path) -> None:
    [finding] = found(tmp_path, course_text(question="prompts: x"), RULE)
    assert finding.message == "`prompts` is no key of a question. Did you mean `prompt`?"


def test_the_finding_stands_at_the_key(tmp_path: Path) -> None:
    text = course_text(course="colour: blue")
    [finding] = found(tmp_path, text, RULE)
    assert (finding.position.line, finding.position.column) == (line_of(text, "colour"), 1)


def test_where_no_key_is_near_the_known_ones_are_listed(tmp_path: Path) -> None:
    [finding] = found(tmp_path, course_text(course="policy: {zzz: 1}"), RULE)
    assert "There are: max_attempts, reveal, skip." in finding.message
