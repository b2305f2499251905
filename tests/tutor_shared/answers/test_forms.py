from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import Form, NumberFormat
from tutor_shared.answers.forms import FORMS, asked, examples, is_asked, is_tidy, written
from tutor_shared.answers.reading import Reading, readings
from tutor_shared.answers.target import Target

POINT = NumberFormat()


def read(text: str) -> Reading:
    return readings(text, POINT)[0]


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        ("5/6", (), True),
        ("5/6", ("proper",), True),
        ("0.5", ("proper",), False),
        ("5.0", ("integer",), True),
        ("5", ("decimal",), True),
        ("2", ("mixed",), True),
        ("5", ("percent",), False),
        ("3/2", ("mixed",), False),
        ("565.5", ("pi",), True),
    ],
)
def test_a_form_is_asked_or_not(text: str, forms: tuple[Form, ...], expected: bool) -> None:
    assert is_asked(read(text), forms, Target(read(text).value)) is expected


def test_lowest_terms_are_asked_with_a_form_but_not_with_all_of_them() -> None:
    assert not is_tidy(read("10/12"), ("proper",))
    assert is_tidy(read("10/12"), ())
    assert is_tidy(read("10/12"), ("proper", "improper", "mixed"))


def test_only_forms_the_value_has_are_named() -> None:
    forms: tuple[Form, ...] = ("proper", "improper", "mixed")
    assert asked(forms, Target(Fraction(5, 6)), POINT) == "a fraction, like 3/4"
    assert asked(("log",), Target(None, log=Fraction(2)), POINT) == "a logarithm, like log(5)"
    assert asked(("mixed",), Target(Fraction(3, 2)), POINT) == "a mixed number, like 2 1/3"


@pytest.mark.parametrize("form", FORMS)
def test_an_example_is_written_in_its_form_and_is_never_the_right_answer(form: Form) -> None:
    first = examples((form,), Target(None), POINT)
    shown = read(first)
    assert shown.form == form
    right = Target(shown.value, log=shown.value)
    if form != "pi":
        assert read(examples((form,), right, POINT)).value != shown.value


def test_examples_follow_the_course_s_decimal_mark() -> None:
    assert examples((), Target(None), NumberFormat(",", ".")) == "3/4 or 0,75"


@given(st.fractions(min_value=-1_000, max_value=1_000, max_denominator=64), st.sampled_from(FORMS))
def test_a_value_written_in_a_form_reads_back_as_itself(value: Fraction, form: Form) -> None:
    text = written(value, form, POINT)
    if text is not None:
        reading = read(text)
        assert reading.value == value
        assert reading.form in (form, "integer")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("-3/2", "mixed", "-1 1/2"),
        ("1/8", "percent", "12.5%"),
        ("1/3", "decimal", None),
        ("0.00032", "scientific", "3.2\u00d710^-4"),
        ("1/2", "improper", None),
        ("2", "proper", None),
        ("5/6", "pi", "5/6 pi"),
    ],
)
def test_values_are_written(value: str, form: Form, text: str | None) -> None:
    assert written(Fraction(value), form, POINT) == text
