from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers import choice
from tutor_shared.answers.block import AnswerBlock, Choice, NumberFormat
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import AnswerError

ONE = choice.read(
    [
        {"right": "5/6", "why": "Sixths."},
        {"wrong": "2/5", "misconception": "adds-across", "why": "Tops and bottoms."},
        {"wrong": "1/6"},
        {"wrong": "None of these", "pin": "last"},
    ],
    {"shuffle": "true"},
)
MANY = choice.read(
    [
        {"right": "2"},
        {"right": "3"},
        {"wrong": "4", "misconception": "even"},
        {"wrong": "9", "misconception": "odd"},
    ],
    {"multiple": True},
)


def verdict(answer: Choice, text: str) -> Verdict:
    return choice.judge(answer, text, AnswerBlock(answer)).verdict


def misconception(answer: Choice, text: str) -> str | None:
    label = choice.label(answer, text, AnswerBlock(answer))
    return None if label is None else label.misconception


def test_the_right_option_is_correct_and_says_why() -> None:
    assert verdict(ONE, "a") == Verdict("correct", "Sixths.")
    assert verdict(ONE, "5/6") == Verdict("correct", "Sixths.")


def test_a_wrong_option_is_incorrect_and_its_misconception_is_the_label() -> None:
    assert verdict(ONE, "b") == Verdict("incorrect", "Tops and bottoms.")
    assert choice.label(ONE, "b", AnswerBlock(ONE)) == Verdict(
        "incorrect", "Tops and bottoms.", misconception="adds-across", source="known_error"
    )
    assert misconception(ONE, "c") is None
    assert misconception(ONE, "e") is None


def test_an_unknown_key_is_ungraded_and_the_keys_are_named() -> None:
    found = verdict(ONE, "e")
    assert (found.verdict, found.readable) == ("ungraded", True)
    assert found.message == "There is no option 'e'. Choose a, b, c or d."
    assert not verdict(ONE, "what does this mean?").readable


def test_several_where_one_is_asked_are_ungraded() -> None:
    assert verdict(ONE, "a, b").message == "Choose one option: a, b, c or d."
    assert misconception(ONE, "a, b") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a, b", "correct"), ("b\na", "correct"), ("a", "incorrect"), ("a, b, c", "incorrect"), ("a, x", "ungraded")],
)  # fmt: skip
def test_multiple_needs_all_right_ones_and_no_wrong_one(text: str, expected: str) -> None:
    assert verdict(MANY, text).verdict == expected


def test_multiple_is_labelled_only_where_one_misconception_shows() -> None:
    assert misconception(MANY, "a, c") == "even"
    assert misconception(MANY, "c, d") is None
    assert misconception(MANY, "a") is None


def test_keys_follow_the_order_shown_and_matches_do_not() -> None:
    shown = msgspec.structs.replace(ONE, options=ONE.options[::-1])
    block = AnswerBlock(shown)
    match = choice.read_match("2/5", {}, ONE)
    assert choice.judge(shown, "d", block).verdict.verdict == "correct"
    assert choice.matches(match, "c", block)
    assert not choice.matches(match, "b", block)
    assert not choice.matches(match, "z", block)


def test_a_match_may_name_several_options() -> None:
    match = choice.read_match(["2", "4"], {}, MANY)
    assert choice.matches(match, "c, a", AnswerBlock(MANY))
    assert not choice.matches(match, "a", AnswerBlock(MANY))


def test_a_match_names_options_that_are_there() -> None:
    with pytest.raises(AnswerError, match="There is no option '7/8'"):
        choice.read_match("7/8", {}, ONE)


@given(st.integers() | st.text())
def test_a_seed_gives_one_order_and_pinned_options_stay_last(seed: int | str) -> None:
    shown = choice.arranged(ONE, seed)
    assert shown == choice.arranged(ONE, seed)
    assert set(shown.options) == set(ONE.options)
    assert shown.options[-1].text == "None of these"


def test_seeds_give_different_orders_but_only_where_shuffling_is_asked() -> None:
    assert len({choice.arranged(ONE, seed).options for seed in range(50)}) == 6
    assert all(choice.arranged(MANY, seed) == MANY for seed in range(9))


def test_options_have_keys_in_order() -> None:
    assert choice.options(MANY) == (("a", "2"), ("b", "3"), ("c", "4"), ("d", "9"))


def test_the_right_options_are_shown_and_an_example_gives_nothing_away() -> None:
    point = NumberFormat()
    assert choice.show(ONE, point) == "a) 5/6"
    assert choice.show(MANY, point) == "- a) 2\n- b) 3"
    assert choice.example(ONE, point) == "a, b, c or d"
    assert "commas" in choice.example(MANY, point)


RIGHT, WRONG = {"right": "x"}, {"wrong": "y"}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x", "list of 2 to 26"),
        ([RIGHT], "list of 2 to 26"),
        ([WRONG, {"wrong": "z"}], "No option is right"),
        ([RIGHT, {"right": "z"}], "More than one option"),
        ([RIGHT, {"wrong": "X"}], "same text"),
        ([RIGHT, "y"], "An option is"),
        ([RIGHT, {"wrong": "y", "wy": "z"}], "did you mean `why`"),
        ([RIGHT, {"wrong": "y", "pin": "first"}], "pin: last"),
        ([{"right": "x", "misconception": "m"}, WRONG], "no misconception"),
    ],
)
def test_what_an_author_got_wrong_is_told(value: Any, said: str) -> None:
    with pytest.raises(AnswerError, match=said):
        choice.read(value, {})
