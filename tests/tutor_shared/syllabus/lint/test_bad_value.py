"""`bad-value`: values that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.bad_value import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("title: [a, b]", "Text belongs here, not a list or mapping."),
        ("title: ' '", "This text is empty."),
        (f"title: {'x' * 201}", "This text is over 200 characters long."),
        ("policy: {max_attempts: 0}", "`0` is no whole number from 1 to 50."),
        (f"policy: {{max_attempts: {'9' * 20_000}}}", "is no whole number from 1 to 50."),
        ("policy: {max_attempts: 12:30:45}", "`12:30:45` is no whole number"),
        ("policy: {reveal: sometimes}", "There are: never, after_last_hint, after_max_attempts."),
        ("mastery: {threshold: .inf}", "`.inf` is no number from 0 to 1."),
        ("mastery: {threshold: 1.5}", "`1.5` is no number from 0 to 1."),
        ("skills: []", "This list is empty."),
        ("skills: none", "A list belongs here."),
        ("skills: [adding]", "A mapping belongs here."),
        ("authors:\n  - Ada\n  -", "Nothing stands after this dash."),
        ("id: No Slug", "An id is 1 to 64 of a-z, 0-9 and -"),
        ("format: 2", "`2` is not possible here. There are: 1."),
    ],
)
def test_a_value_is_read_as_its_key_says(tmp_path: Path, part: str, said: str) -> None:
    [finding] = found(tmp_path, course_text(course=part), RULE)
    assert said in finding.message


@pytest.mark.parametrize("part", ["title: no", "title: 2024-01-01", "version: 1.50", "authors:"])
def test_what_yaml_would_give_a_type_is_the_text_as_written(tmp_path: Path, part: str) -> None:
    assert found(tmp_path, course_text(course=part), RULE) == []


def test_a_list_may_not_be_endless(tmp_path: Path) -> None:
    hints = "hints:" + "\n  - x" * 21
    [finding] = found(tmp_path, course_text(question=hints), RULE)
    assert "at most 20 may stand here" in finding.message


def test_a_table_may_not_be_endless(tmp_path: Path) -> None:
    glossary = "glossary:" + "".join(f"\n  w{number}: x" for number in range(1_001))
    [finding] = found(tmp_path, course_text(course=glossary), RULE)
    assert "At most 1000 may stand here" in finding.message
