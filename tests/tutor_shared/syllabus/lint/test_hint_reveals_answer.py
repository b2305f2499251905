"""`hint-reveals-answer`: hints that say too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text
from tests.support.rules import check_manual, found
from tutor_shared.answers.block import (
    Answer,
    AnswerBlock,
    Choice,
    ChoiceOption,
    Number,
    Output,
    Text,
)
from tutor_shared.syllabus.lint.hint_reveals_answer import RULE, reveals
from tutor_shared.syllabus.model import Variant


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


@pytest.mark.parametrize(
    "hint", ["It is 10/12.", r"Nearly $\frac{5}{6}$", "5/6!", "That is 5 / 6.", "-1/6 + 1 = 5/6"]
)
def test_a_number_is_found_by_its_value(hint: str) -> None:
    assert reveals(hint, variant(Number("5/6")))


@pytest.mark.parametrize("hint", ["15/6 is more", "5 and 6", "5/60", "Take 2.5/6", "-5/6", "5/0"])
def test_a_number_inside_another_is_none(hint: str) -> None:
    assert not reveals(hint, variant(Number("5/6")))


def test_a_word_is_found_whole_and_in_any_case() -> None:
    assert reveals("Is it the Numerator?", variant(Text(("numerator",))))
    assert not reveals("Numerators count.", variant(Text(("numerator",))))


def test_what_the_prompt_says_is_no_secret() -> None:
    asked = variant(Text(("top",)), prompt="Is it the top or the bottom?")
    assert not reveals("Top or bottom?", asked)
    half = variant(Number("1/2"), prompt="Shorten 2/4.")
    assert not reveals("What goes into both parts of 2/4?", half)
    assert reveals("It is 3/6.", half)


def test_a_right_option_is_named_only_where_no_wrong_one_is() -> None:
    options = (ChoiceOption("the left", right=True), ChoiceOption("the right", right=False))
    assert reveals("Take the left.", variant(Choice(options)))
    assert not reveals("Compare the left and the right.", variant(Choice(options)))


def test_what_a_program_prints_is_found() -> None:
    assert reveals("It prints spam eggs.", variant(Output("spam eggs")))


def test_the_last_rung_may_tell_and_the_others_are_told_of_once(tmp_path: Path) -> None:
    part = (
        "variants: [{a: 1}, {a: 2}]\nprompt: What is <<a>> + 1?\nanswer: {number: <<a + 1>>}\n"
        "tests: {}\nhints:\n  - Is it <<a + 1>>?\n  - It is <<a + 1>>."
    )
    [finding] = found(tmp_path, course_text(question=part), RULE)
    assert finding.message.endswith("(In variant 1.)")


def variant(answer: Answer, prompt: str = "What is it?") -> Variant:
    return Variant(prompt=prompt, block=AnswerBlock(answer))
