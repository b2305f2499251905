from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import NumberFormat
from tutor_shared.answers.numerals import MAX_DIGITS, numerals

POINT = NumberFormat()
COMMA = NumberFormat(decimal=",", group=".")


def values(text: str, number_format: NumberFormat = POINT) -> list[Fraction]:
    return [numeral.value for numeral in numerals(text, number_format)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42", "42"),
        (".5", "0.5"),
        ("5.", "5"),
        ("12,345,678", "12345678"),
        ("12 345 678", "12345678"),
        ("12'345'678", "12345678"),
        ("12,345.678,9", "12345.6789"),
        ("12.345,678.9", "12345.6789"),
        ("12 345,678 9", "12345.6789"),
        ("1,5", "1.5"),
    ],
)
def test_marks_and_groups_are_read(text: str, value: str) -> None:
    assert values(text)[0] == Fraction(value)


def test_the_course_s_own_mark_is_tried_first() -> None:
    assert values("1,000") == [1000, 1]
    assert values("1,000", COMMA) == [1, 1000]
    assert values("1.000,5", COMMA)[0] == Fraction("1000.5")


@pytest.mark.parametrize(
    "text", ["", ".", ",", "1..2", "0.000.372", "1, 000", "1,,000", "12,34,5.6.7", "a", "²", "-1"]
)
def test_what_is_no_numeral_has_no_reading(text: str) -> None:
    assert values(text) == []


def test_a_leading_zero_is_never_a_group() -> None:
    assert values("0,372") == [Fraction("0.372")]


def test_a_separator_left_out_is_forgiven_last() -> None:
    assert values("1234,567") == [Fraction("1234.567"), 1234567]


def test_significant_figures_are_counted() -> None:
    (numeral,) = numerals("0.0500", POINT)
    assert (numeral.places, numeral.figures, numeral.least) == (4, 3, 3)
    (numeral,) = numerals("1200", POINT)
    assert (numeral.places, numeral.figures, numeral.least) == (0, 4, 2)


def test_endless_digits_are_refused() -> None:
    assert values("9" * (MAX_DIGITS + 1)) == []
    assert values("1," + "000," * 5_000 + "000") == []


@given(st.integers(0, 10**30))
def test_a_grouped_integer_reads_as_itself(number: int) -> None:
    assert values(f"{number:,}")[0] == number
    assert values(f"{number:,}".replace(",", " "))[0] == number


@given(st.text(alphabet="0123456789., '", max_size=60))
def test_every_reading_is_bounded_and_not_negative(text: str) -> None:
    found = numerals(text, POINT)
    assert len(found) <= 4
    assert all(numeral.value >= 0 for numeral in found)
