"""What a text says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.syllabus.lint.spoken import contains_words, numbers_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3/6 + 2/6 = 5/6.", ["1/2", "1/3", "5/6"]),
        ("1 1/2 cups", ["3/2"]),
        ("0.5 or 50%", ["1/2"]),
        ("1,000 and 12", ["1000", "12"]),
        ("−3 and -3", ["-3"]),  # noqa: RUF001 - a pasted sign
        (r"$\frac{5}{6}$ of it", ["5/6"]),
        ("½", ["1/2"]),
        ("x2, 2x, 1/0", []),
        ("no number", []),
    ],
)
def test_numbers_are_found_by_value(text: str, values: list[str]) -> None:
    assert set(numbers_in(text).values()) == {Fraction(value) for value in values}


def test_words_are_whole_in_order_and_in_any_case() -> None:
    assert contains_words("It is the Least common — denominator.", "least common denominator")
    assert not contains_words("common least denominator", "least common")
    assert not contains_words("denominators", "denominator")
    assert not contains_words("anything", "?!")


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    numbers_in(text)
    contains_words(text, text)
