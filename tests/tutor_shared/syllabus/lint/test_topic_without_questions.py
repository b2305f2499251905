"""`topic-without-questions`: topics that ask nothing."""

from __future__ import annotations

from pathlib import Path

from tests.support.rules import check_manual, example, found
from tutor_shared.syllabus.lint.topic_without_questions import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_it_is_a_warning(tmp_path: Path) -> None:
    [finding] = found(tmp_path, example(RULE, "Fails"), RULE)
    assert finding.severity == "warning"
