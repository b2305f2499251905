"""`missing-key`: what must be there."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.missing_key import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_a_key_that_is_not_there_is_told_at_its_mapping(tmp_path: Path) -> None:
    text = course_text(without=["prompt"])
    [finding] = found(tmp_path, text, RULE)
    assert finding.message == "`prompt` is missing in a question. Add it."
    assert finding.position.line == line_of(text, "id: half")


def test_a_block_without_its_deciding_key_hears_which_there_are(tmp_path: Path) -> None:
    [finding] = found(tmp_path, course_text(topic="exposition: [{again: x}]"), RULE)
    assert finding.message.endswith("Give it one of: text, worked, ask.")
