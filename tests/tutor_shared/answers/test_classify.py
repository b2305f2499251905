from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.classify import is_stuck, looks_like_question


@pytest.mark.parametrize(
    "text",
    ["I don't know", "I don\u2019t know.", "idk", "IDK!", "?", "???", "no idea", "help", "Help me!",
     "dunno", "I'm stuck", "sorry, no idea", "well... I give up"],
)  # fmt: skip
def test_not_knowing_is_being_stuck(text: str) -> None:
    assert is_stuck(text)


@pytest.mark.parametrize(
    "text", ["", "5/6", "help is a verb", "I don't know why it is 5/6", "what?", "x" * 500]
)
def test_other_text_is_not_being_stuck(text: str) -> None:
    assert not is_stuck(text)


@pytest.mark.parametrize(
    "text",
    ["why?", "what is a numerator", "What's a fraction", "how do I start", "can you show me",
     "5/6 ?", "is that all", "explain the second step", "really\uff1f"],
)  # fmt: skip
def test_a_question_has_its_mark_or_begins_with_an_asking_word(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize("text", ["", "5/6", "what", "whatever you say", "iso 9001", "I see why"])
def test_other_text_is_no_question(text: str) -> None:
    assert not looks_like_question(text)


@pytest.mark.parametrize("text", ["7", "-3 1/2", "(1, 2)", "3.5 %", "   "])
def test_text_without_a_letter_or_a_question_mark_is_neither(text: str) -> None:
    assert not is_stuck(text)
    assert not looks_like_question(text)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert is_stuck(text) in {True, False}
    assert looks_like_question(text) in {True, False}
