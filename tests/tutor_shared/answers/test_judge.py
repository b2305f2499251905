from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import (
    Accept,
    AnswerBlock,
    Choice,
    ChoiceOption,
    KnownError,
    Number,
    Output,
    Text,
    Ungraded,
)
from tutor_shared.answers.judge import MAX_TEXT, check, judge, label
from tutor_shared.answers.verdict import Verdict

HALF_PLUS_THIRD = AnswerBlock(
    Number("5/6", forms=("proper", "improper", "mixed")),
    accept=(Accept(Text(("five sixths",)), "Said in words, and right."),),
    ungraded=(Ungraded(Number("1/2"), "That is where we began."), Ungraded(Text(("sixths",)))),
    known_errors=(
        KnownError(Number("2/5"), "adds-across", "You added across.", "More than a half?"),
        KnownError(Number("0.8"), "rounds"),
        KnownError(Number("2/5"), "never-reached"),
    ),
)
CHOICE = AnswerBlock(
    Choice(
        (
            ChoiceOption("x", right=True),
            ChoiceOption("y", right=False, why="No.", misconception="m"),
        )
    )
)
BLOCKS = [
    HALF_PLUS_THIRD,
    CHOICE,
    AnswerBlock(
        Text(("meiosis",), distance=2), known_errors=(KnownError(Text(("mitosis",)), "m"),)
    ),
    AnswerBlock(Output("Hello")),
]


def test_the_right_answer_comes_first() -> None:
    block = AnswerBlock(Number("1"), known_errors=(KnownError(Number("1"), "m"),))
    assert judge(block, "1") == Verdict("correct")


def test_what_is_accepted_besides_carries_its_note() -> None:
    assert judge(HALF_PLUS_THIRD, "Five sixths!") == Verdict(
        "correct", "Said in words, and right.", source="accept"
    )


def test_what_the_author_leaves_ungraded_says_how_to_write_it() -> None:
    assert judge(HALF_PLUS_THIRD, "0.5") == Verdict(
        "ungraded", "That is where we began.", source="ungraded"
    )
    assert judge(HALF_PLUS_THIRD, "sixths").message == "Write it like this: 3/4 or 7/4."


def test_the_first_known_error_that_matches_is_the_label() -> None:
    assert judge(HALF_PLUS_THIRD, "2/5") == Verdict(
        "incorrect",
        "You added across.",
        misconception="adds-across",
        source="known_error",
        hint="More than a half?",
    )


def test_checking_does_not_label_and_labelling_does_not_check() -> None:
    assert check(HALF_PLUS_THIRD, "2/5") == Verdict("incorrect")
    assert label(HALF_PLUS_THIRD, "1/6") is None
    assert check(CHOICE, "b") == Verdict("incorrect", "No.")


def test_a_choice_s_own_misconception_is_the_label() -> None:
    found = judge(CHOICE, "y")
    assert (found.misconception, found.source, found.message) == ("m", "known_error", "No.")


def test_a_wrong_answer_without_a_label_is_incorrect() -> None:
    assert judge(HALF_PLUS_THIRD, "1/6") == Verdict("incorrect")


def test_a_known_error_comes_before_what_the_checker_only_inferred() -> None:
    assert judge(HALF_PLUS_THIRD, "0.83").verdict == "ungraded"
    assert judge(HALF_PLUS_THIRD, "0.8").misconception == "rounds"
    assert check(HALF_PLUS_THIRD, "0.8") == Verdict("incorrect")


def test_a_known_error_comes_before_a_right_answer_under_the_other_decimal_mark() -> None:
    block = AnswerBlock(Number("1000"), known_errors=(KnownError(Number("1"), "m"),))
    assert judge(block, "1.000").misconception == "m"
    assert judge(block, "1,000").verdict == "correct"


def test_an_exact_known_error_comes_before_a_fuzzy_right_answer() -> None:
    block = AnswerBlock(
        Text(("absorption",), distance=2), known_errors=(KnownError(Text(("adsorption",)), "m"),)
    )
    assert judge(block, "adsorption").misconception == "m"
    assert judge(block, "absorptoin").verdict == "correct"


@pytest.mark.parametrize("block", BLOCKS)
def test_nothing_typed_is_not_graded(block: AnswerBlock) -> None:
    for text in ("", "  \n"):
        found = judge(block, text)
        assert (found.verdict, found.readable) == ("ungraded", False)
        assert found.message.startswith("There is no answer yet; write it like this: ")


@pytest.mark.parametrize("block", BLOCKS)
def test_a_text_beyond_all_bounds_is_not_graded(block: AnswerBlock) -> None:
    for text in ("9" * 10**6, "a, " * 10**6, "x" * (MAX_TEXT + 1)):
        assert judge(block, text).verdict == "ungraded"
        assert label(block, text) is None


@pytest.mark.parametrize(
    "text",
    ["__import__('os').system('id')", "9**9**9**9", "(" * 5_000, "1/" * 5_000, "\\frac" * 2_000,
     "9" * 5_000, "1e999999999", "10^" * 3_000, "{{7*7}}", "\x00", "\ud800", "1," * 5_000],
)  # fmt: skip
def test_hostile_text_ends_in_a_verdict_that_charges_nothing(text: str) -> None:
    assert judge(HALF_PLUS_THIRD, text).verdict == "ungraded"


@given(st.sampled_from(BLOCKS), st.text())
def test_no_text_raises_and_labels_come_with_incorrect_only(block: AnswerBlock, text: str) -> None:
    found = judge(block, text)
    assert (found.misconception is None) or found.verdict == "incorrect"
    assert len(found.message) < 300
    assert check(block, text).misconception is None
