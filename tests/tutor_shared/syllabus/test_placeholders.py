"""Placeholders filled in from a row."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.syllabus.node import Plain
from tutor_shared.syllabus.placeholders import PlaceholderError, Row, fill, has_placeholder

ROW = Row({"a": "1", "b": "2", "price": "0.50", "name": "Ada"})


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("<<a>>/<<b>>", "1/2"),
        ("<<a/b>>", "1/2"),
        ("<<a + b>> apples", "3 apples"),
        ("<<price>> and <<price*2>>", "0.50 and 1"),
        ("<<name>> has <<a>>", "Ada has 1"),
        ("1 << 2 >> 1", "1 << 2 >> 1"),
        ("a << b", "a << b"),
        ("no placeholder", "no placeholder"),
    ],
)
def test_a_text_is_filled_in(text: str, filled: str) -> None:
    assert ROW.fill(text) == filled


def test_a_tree_is_filled_in_everywhere_but_in_its_keys() -> None:
    tree: Plain = {"<<a>>": ["<<a>>", {"x": "<<b>>"}]}
    assert fill(tree, ROW) == {"<<a>>": ["1", {"x": "2"}]}


def test_what_cannot_be_filled_in_is_told_by_its_path() -> None:
    with pytest.raises(PlaceholderError) as caught:
        fill({"hints": ["fine", "<<c>>"]}, ROW, ("q",))
    assert caught.value.path == ("q", "hints", 1)
    assert "There is no number `c`" in caught.value.message


def test_a_word_cannot_be_computed_with() -> None:
    with pytest.raises(PlaceholderError):
        fill("<<name + 1>>", ROW)


@pytest.mark.parametrize(
    ("text", "expected"), [("<<a>>", True), ("<< a >>", False), ("<<>>", False), ("<a>", False)]
)
def test_the_signs_stand_tight(text: str, expected: bool) -> None:
    assert has_placeholder(text) is expected


@given(st.text(alphabet="<>ab+ \n", max_size=60))
def test_filling_ends_in_text_or_in_a_sentence(text: str) -> None:
    with contextlib.suppress(PlaceholderError):
        assert isinstance(fill(text, ROW), str)
