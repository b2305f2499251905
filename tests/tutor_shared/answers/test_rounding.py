from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import NumberFormat
from tutor_shared.answers.reading import readings
from tutor_shared.answers.rounding import cut, is_rounded, places_for, rounded
from tutor_shared.answers.target import PI, Target


def test_halves_may_go_up_or_to_the_even_digit() -> None:
    assert rounded(Fraction("0.125"), 2) == {Fraction("0.12"), Fraction("0.13")}
    assert rounded(Fraction("-0.125"), 2) == {Fraction("-0.12"), Fraction("-0.13")}
    assert rounded(Fraction(1234), -2) == {1200}


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_by_half_a_place_at_most(value: Fraction, places: int) -> None:
    half = Fraction(1, 2 * 10**places)
    assert all(abs(near - value) <= half for near in rounded(value, places))
    assert abs(cut(value, places)) <= abs(value)


@pytest.mark.parametrize(
    ("value", "figures", "places"), [("9.81", 2, 1), ("0.0123", 2, 3), ("1234", 2, -2), ("0", 3, 2)]
)
def test_significant_figures_tell_the_places(value: str, figures: int, places: int) -> None:
    assert places_for(Fraction(value), figures) == places


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("0.83", "5/6", True),
        ("0.8333", "5/6", True),
        ("0.84", "5/6", False),
        ("0.66", "2/3", True),
        ("0.3", "1/3", True),
        ("0.4", "0.42", False),
        ("12.3", "12.34", True),
        ("1", "5/6", False),
        ("83%", "5/6", True),
        ("0.0", "1/30", False),
    ],
)
def test_a_rounded_or_cut_decimal_is_recognised(text: str, value: str, expected: bool) -> None:
    (reading, *_) = readings(text, NumberFormat())
    assert is_rounded(reading, Target(Fraction(value))) is expected


@pytest.mark.parametrize("text", ["6.28", "6.3", "44/7"])
def test_pi_written_as_a_number_is_rounded(text: str) -> None:
    (reading, *_) = readings(text, NumberFormat())
    assert is_rounded(reading, Target(2 * PI, turns=Fraction(2)))
    assert not is_rounded(reading, Target(None, log=Fraction(2)))
