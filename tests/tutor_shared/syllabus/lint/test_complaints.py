"""Complaints of building become the findings of a rule."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, load_text, rules_of


def test_each_complaint_is_told_by_its_own_rule(tmp_path: Path) -> None:
    assert rules_of(load_text(tmp_path, course_text(question="variants: [a]")).errors) == {
        "bad-value",
        "bad-variants",
    }
