from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import Choice, ChoiceOption
from tutor_shared.answers.picking import pick

CHOICE = Choice(
    (
        ChoiceOption("Yes, of course", right=True),
        ChoiceOption("*Meiosis*", right=False),
        ChoiceOption("A", right=False),
        ChoiceOption("$\\frac{1}{2}$", right=False),
    )
)


def picked(text: str) -> list[str] | None:
    options = pick(CHOICE, text).options
    return None if options is None else [option.text for option in options]


@pytest.mark.parametrize(
    "text", ["b", "B", "b)", "(b)", "b.", "option b", "is it b?", "b) Meiosis", "meiosis", "*MEIOSIS*."]
)  # fmt: skip
def test_an_option_is_named_by_key_or_by_text(text: str) -> None:
    assert picked(text) == ["*Meiosis*"]


def test_the_whole_text_is_tried_as_one_option_first() -> None:
    assert picked("yes, of course") == ["Yes, of course"]


def test_an_option_s_text_comes_before_another_s_key() -> None:
    assert picked("a") == ["A"]


@pytest.mark.parametrize("text", ["b, d", "b\nd", "b; d", "b d", "b and d", "meiosis, d", "b,d,b"])
def test_several_are_parted_by_commas_lines_or_blanks(text: str) -> None:
    assert picked(text) == ["*Meiosis*", "$\\frac{1}{2}$"]


@pytest.mark.parametrize(
    ("text", "unknown", "key_like"),
    [("e", "e", True), ("b, e", "e", True), ("what is b?", "what is b", False), ("b) Yes", "b) Yes", False)],
)  # fmt: skip
def test_what_names_no_option_is_given_back(text: str, unknown: str, key_like: bool) -> None:
    found = pick(CHOICE, text)
    assert (found.options, found.unknown, found.key_like) == (None, unknown, key_like)


def test_two_options_that_differ_in_markup_only_are_told_apart() -> None:
    twins = Choice((ChoiceOption("`a*b`", right=True), ChoiceOption("`ab`", right=False)))
    assert pick(twins, "`a*b`").options == twins.options[:1]
    assert pick(twins, "ab.").options is None


def test_a_text_longer_than_any_option_names_none() -> None:
    assert pick(CHOICE, "b" * 10_000).options is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert len(pick(CHOICE, text).options or ()) <= len(CHOICE.options)
