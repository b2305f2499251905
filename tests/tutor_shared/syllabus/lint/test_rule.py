"""Rules."""

from __future__ import annotations

from tutor_shared.syllabus.lint.rule import Rule


def test_a_rule_is_summed_up_by_the_first_line_of_its_manual() -> None:
    assert Rule("x", "First line.\n\nMore.\n").summary == "First line."
