"""Findings."""

from __future__ import annotations

from tutor_shared.syllabus.finding import Finding, Position


def test_a_finding_prints_as_compilers_do() -> None:
    finding = Finding(Position("a.yaml", 3, 7), "warning", "no-hints", "Add hints.")
    assert str(finding) == "a.yaml:3:7: warning: Add hints. [no-hints]"


def test_positions_are_in_reading_order() -> None:
    assert Position("a", 2, 9) < Position("a", 10, 1) < Position("b", 1, 1)
