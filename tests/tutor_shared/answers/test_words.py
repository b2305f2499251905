from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.words import bare, either, quote


@pytest.mark.parametrize(
    "text",
    [
        "5/6",
        "is it 5/6?",
        "It is 5/6.",
        "I think it's 5/6!",
        "= 5/6",
        "the answer is: 5/6",
        "so 5/6",
    ],
)
def test_what_people_write_around_an_answer_is_taken_off(text: str) -> None:
    assert bare(text) == "5/6"


def test_only_a_few_leads_are_taken_off() -> None:
    assert bare("so so so so 5") == "so 5"


def test_a_word_that_only_begins_like_a_lead_stays() -> None:
    assert bare("soap") == "soap"
    assert bare("answers") == "answers"


@given(st.text())
def test_what_is_bare_is_part_of_the_text(text: str) -> None:
    assert bare(text) in text


def test_a_quotation_is_short_clean_and_on_one_line() -> None:
    assert quote("fi\x1b[31mve\ne\u202e") == "'fi [31mve e'"
    assert quote("x" * 5_000) == f"'{'x' * 40}…'"


def test_alternatives_are_joined_as_one_speaks() -> None:
    assert [either(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a or b",
        "a, b or c",
    ]
