"""A course looked at by every rule: the findings, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from tutor_shared.syllabus.finding import Finding
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.rules import FORM, MEANING, PLACES
from tutor_shared.syllabus.schema import places
from tutor_shared.wire.clean import clean

#: Beyond so many, one page of them is enough and the rest costs time.
MAX_FINDINGS: Final = 300


def examine(course: Course) -> list[Finding]:
    """Every finding of every rule about a course."""
    findings: list[Finding] = []
    for rule, problem in chain(_form(course), _told(MEANING, course)):
        findings.append(_finding(rule, problem, course))
        if len(findings) >= MAX_FINDINGS:
            message = f"There are over {MAX_FINDINGS} findings. Mend these first."
            findings.append(Finding(course.root.position, "error", "file-limits", message))
            break
    return findings


def _form(course: Course) -> Iterator[tuple[Rule, Problem]]:
    for rule, problem in chain(_of_places(course), _told(FORM, course)):
        if rule.severity == "error":
            course.spoil(problem.path)
        yield rule, problem


def _of_places(course: Course) -> Iterator[tuple[Rule, Problem]]:
    checks = [(rule, rule.place) for rule in PLACES if rule.place is not None]
    for place in places(course.root):
        for rule, check in checks:
            for problem in check(place, course):
                yield rule, problem


def _told(rules: Iterable[Rule], course: Course) -> Iterator[tuple[Rule, Problem]]:
    for rule in rules:
        if rule.course is not None and (course.complete or not rule.complete_only):
            for problem in rule.course(course):
                yield rule, problem


def _finding(rule: Rule, problem: Problem, course: Course) -> Finding:
    position = course.position(problem.path, key=problem.key)
    return Finding(position, rule.severity, rule.id, clean(problem.message).replace("\n", " "))
