"""`choice-options`: options to choose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.choice_options import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("[{right: a}, {right: b}]", "More than one option is right"),
        ("[{right: a}, {wrong: a}]", "Two options have the same text"),
        ("[{right: a}]", "a list of 2 to 26 options"),
        ("[{rihgt: a}, {wrong: b}]", "An option is"),
    ],
)
def test_what_can_be_wrong_with_options(tmp_path: Path, options: str, said: str) -> None:
    text = course_text(question=f"answer: {{choice: {options}}}")
    [finding] = found(tmp_path, text, RULE)
    assert said in finding.message
    assert finding.position.line == line_of(text, "answer:")


def test_the_long_form_is_a_choice_too(tmp_path: Path) -> None:
    text = course_text(question="answer: {type: choice, value: [{right: a}]}")
    assert found(tmp_path, text, RULE)


def test_options_may_become_the_same_in_a_variant(tmp_path: Path) -> None:
    part = (
        "variants: [{a: 1, b: 2}, {a: 2, b: 2}]\nanswer: {choice: [{right: <<a>>}, {wrong: <<b>>}]}"
    )
    [finding] = found(tmp_path, course_text(question=part), RULE)
    assert finding.message.endswith("(In the variant a = 2, b = 2.)")
