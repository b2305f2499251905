"""A course looked at by every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, load_text, rules_of
from tutor_shared.syllabus.lint.examine import MAX_FINDINGS
from tutor_shared.syllabus.loader import load

TESTDATA = Path(__file__).parent / "testdata"


@pytest.mark.parametrize("name", sorted(path.stem for path in TESTDATA.glob("*.yaml")))
def test_a_course_s_findings_are_those_beside_it(name: str) -> None:
    """One pair a case: NAME.yaml, and in NAME.out what lint tells of it."""
    findings = load(TESTDATA / f"{name}.yaml").findings
    shown = "".join(f"{finding}\n".replace(f"{TESTDATA}/", "") for finding in findings)
    assert shown == (TESTDATA / f"{name}.out").read_text(encoding="utf-8")


def test_what_a_form_error_spoils_is_not_judged(tmp_path: Path) -> None:
    text = course_text(question="difficulty: hard\ntests: {correct: [1/7]}")
    assert rules_of(load_text(tmp_path, text).findings) == {"bad-value"}


def test_findings_have_an_end(tmp_path: Path) -> None:
    keys = "\n".join(f"key{number}: x" for number in range(MAX_FINDINGS + 50))
    findings = load_text(tmp_path, course_text(course=keys)).findings
    assert len(findings) == MAX_FINDINGS + 1
    assert "file-limits" in rules_of(findings)


def test_a_message_is_one_clean_line(tmp_path: Path) -> None:
    text = course_text(question='tests: {correct: ["5\\n6"]}')
    for finding in load_text(tmp_path, text).findings:
        assert finding.message.isprintable()
