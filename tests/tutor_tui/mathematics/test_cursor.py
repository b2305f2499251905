from __future__ import annotations

import pytest

from tutor_tui.mathematics.box import Unsure
from tutor_tui.mathematics.cursor import Cursor


def test_tokens_are_taken_in_order_and_the_end_is_empty() -> None:
    cursor = Cursor("a+")
    assert [cursor.take().text for _ in range(4)] == ["a", "+", "", ""]
    assert cursor.peek().text == ""


def test_a_token_is_stepped_over_only_if_it_is_the_one() -> None:
    cursor = Cursor("ab")
    assert not cursor.take_if("b")
    assert cursor.take_if("a")
    with pytest.raises(Unsure):
        cursor.expect("a")


def test_a_digit_is_taken_from_a_number() -> None:
    cursor = Cursor("123")
    assert cursor.take_digit() == "1"
    assert cursor.take_digit() == "2"
    assert cursor.take().text == "3"
    assert cursor.take().text == ""


def test_words_keep_their_blanks_and_lose_their_escapes() -> None:
    assert Cursor(r"{ if  10\% of~it}").words() == " if 10% of it"
    assert Cursor("{}").words() == ""


@pytest.mark.parametrize("source", ["", "x", "{a", r"{a\alpha}", r"{a{b}}", "{a$b}", r"{a\}"])
def test_words_that_are_not_closed_or_hold_latex_are_not_understood(source: str) -> None:
    with pytest.raises(Unsure):
        Cursor(source).words()
