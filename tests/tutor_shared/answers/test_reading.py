from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import Form, NumberFormat
from tutor_shared.answers.reading import MAX_TEXT, UNITS_AND_LETTERS, readings

POINT = NumberFormat()


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("42", "integer", "42"),
        ("+3", "integer", "3"),
        (" \u2212 42 ", "integer", "-42"),
        ("-0.5", "decimal", "-1/2"),
        ("-1/2", "proper", "-1/2"),
        ("(5)/(6)", "proper", "5/6"),
        ("-(1/2)", "proper", "-1/2"),
        ("1,000/3", "improper", "1000/3"),
        ("5/\u22126", "proper", "-5/6"),
        ("-1 1/2", "mixed", "-3/2"),
        ("1½", "mixed", "3/2"),
        ("50%", "percent", "1/2"),
        ("33 1/3 %", "percent", "1/3"),
        ("3e8", "scientific", "300000000"),
        ("3 x 10^-2", "scientific", "3/100"),
        ("10^3", "scientific", "1000"),
        ("3*10**2", "scientific", "300"),
        ("x = 5/6", "proper", "5/6"),
        ("5/6 = x", "proper", "5/6"),
        ("1/2 + 1/3 = 5/6", "proper", "5/6"),
        ("is it 5/6?", "proper", "5/6"),
    ],
)
def test_what_people_type_is_read(text: str, form: Form, value: str) -> None:
    reading = readings(text, POINT)[0]
    assert (reading.form, reading.value, reading.kind) == (form, Fraction(value), "plain")


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("pi", "1"),
        ("-tau", "-2"),
        ("2π/3", "2/3"),
        ("(2/3)pi", "2/3"),
        ("5/6 * pi", "5/6"),
        (" \u2212 4 5 / 6 π ", "-29/6"),
        ("-0.25tau", "-1/2"),
        ("-pi/4", "-1/4"),
        (r"\frac{2\pi}{3}", "2/3"),
    ],
)
def test_multiples_of_pi_are_read_by_their_factor(text: str, factor: str) -> None:
    reading = readings(text, POINT)[0]
    assert (reading.kind, reading.value) == ("pi", Fraction(factor))


@pytest.mark.parametrize("text", ["log(5)", "log 5", "log5", " log ( 5 ) ", r"\log(5)"])
def test_a_logarithm_is_read_by_its_argument(text: str) -> None:
    reading = readings(text, POINT)[0]
    assert (reading.kind, reading.form) == ("log", "log")
    assert reading.value == 5


@pytest.mark.parametrize(
    "text",
    ["", "?", "five", "4 5pi/6", "1/0", "1/2/3", "--5", "1+1", "2^3", "3e9999", "e5", "1 -1/2", "pie",
     "logic", "½½", "19 cm", "__import__('os')", "9" * 5_000, "1" * (MAX_TEXT + 1), "5 6 7/8", "pi*2", "2 1/-3"],
)  # fmt: skip
def test_what_is_no_single_number_has_no_reading(text: str) -> None:
    assert readings(text, POINT) == ()


def test_letters_stand_for_pi_only_where_it_is_asked_for() -> None:
    assert readings("2p", POINT) == ()
    assert readings("2p", POINT, UNITS_AND_LETTERS)[0].value == 2


@pytest.mark.parametrize(
    ("text", "tidy"),
    [("1/2", True), ("2/4", False), ("2/1", False), ("1/-2", False), ("1 1/2", True), ("1 2/4", False),
     ("1 3/2", False), ("3e8", True), ("30e7", False), ("0.5e3", False)],
)  # fmt: skip
def test_lowest_terms_are_seen(text: str, tidy: bool) -> None:
    assert readings(text, POINT)[0].tidy is tidy


@given(st.text(), st.sampled_from([POINT, NumberFormat(",", "."), NumberFormat(",", " ")]))
def test_nothing_typed_raises(text: str, number_format: NumberFormat) -> None:
    assert len(readings(text, number_format)) <= 4


@given(st.text(alphabet="0123456789+-*/^().,% epixlogtau=", max_size=60))
def test_nothing_that_looks_like_mathematics_raises(text: str) -> None:
    assert len(readings(text, POINT)) <= 4
