"""The arithmetic of placeholders is exact and bounded."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.syllabus.arithmetic import ExpressionError, compute, holds, number, show

NAMES = {"a": Fraction(1), "b": Fraction(2), "c": Fraction(1, 2), "zero": Fraction(0)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b", "3"),
        ("a - b - 1", "-2"),
        ("2 * (a + b)", "6"),
        ("a / b / 2", "1/4"),
        ("-b^2", "-4"),
        ("(-b)^2", "4"),
        ("b^-2", "1/4"),
        ("0.1 + 0.2", "3/10"),
        ("c * 4", "2"),
        ("a*3 + b*2", "7"),
        ("gcd(12, 18)", "6"),
        ("lcm(4, 6)", "12"),
        ("abs(a - b)", "1"),
        ("max(a, b) - min(a, b)", "1"),
        ("−a × 2", "-2"),  # noqa: RUF001 - pasted signs
        ("--a", "1"),
    ],
)
def test_an_expression_has_its_exact_value(text: str, value: str) -> None:
    assert show(compute(text, NAMES)) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ends too early"),
        ("a +", "ends too early"),
        ("(a", "A bracket is not closed"),
        ("a b", "A product needs its *"),
        ("2a", "A product needs its *"),
        ("a / zero", "divides by zero"),
        ("zero^-1", "divides by zero"),
        ("d", "There is no number `d` in this row; there are: a, b, c, zero."),
        ("a & b", "cannot be computed"),
        ("__import__('os')", "cannot be computed"),
        ("a.real", "cannot be computed"),
        ("* 2", "does not fit"),
        ("9^999", "whole number up to 64"),
        ("2^c", "whole number up to 64"),
        ("9^64^64", "where it should end"),
        ("((9^64)^64)^64", "too long a number"),
        ("(" * 30 + "1" + ")" * 30, "too many brackets"),
        ("1+" * 150 + "1", "over 200 characters"),
        ("gcd(c, 2)", "whole numbers only"),
        ("abs(1, 2)", "abs takes one number"),
    ],
)
def test_what_cannot_be_computed_is_told(text: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compute(text, NAMES)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a != b", True),
        ("a == b", False),
        ("0 < a <= b", True),
        ("0 < b < a", False),
        ("a < b and c < a", True),
        ("a < b and gcd(a, b) == 2", False),
    ],
)
def test_a_condition_compares(condition: str, expected: bool) -> None:
    assert holds(condition, NAMES) is expected


def test_a_condition_that_compares_nothing_is_told() -> None:
    with pytest.raises(ExpressionError, match="compares nothing"):
        holds("a + b", NAMES)


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", "3"), ("-0.5", "-1/2"), ("2/3", "2/3"), (" 1 / 2 ", "1/2"), ("−4", "-4")],  # noqa: RUF001 - a pasted sign
)
def test_a_number_of_a_table(text: str, value: str) -> None:
    assert number(text) == Fraction(value)


@pytest.mark.parametrize("text", ["", "x", "1/0", "1e9", "inf", "٣", "9" * 50, "1 2", "1_000"])
def test_what_is_no_number_of_a_table(text: str) -> None:
    assert number(text) is None


@given(st.text(alphabet="ab019.+-*/^(),<>=! gcd", max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    for read in (compute, holds):
        with contextlib.suppress(ExpressionError):
            read(text, NAMES)


@given(st.fractions(max_denominator=99), st.fractions(max_denominator=99))
def test_it_agrees_with_fractions(x: Fraction, y: Fraction) -> None:
    names = {"x": x, "y": y}
    assert compute("x*y - (x + y)^2", names) == x * y - (x + y) ** 2
