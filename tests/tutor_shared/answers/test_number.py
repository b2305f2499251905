"""Numbers: Khan Academy's cases where they are there, and laws over the forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tutor_shared.answers import number
from tutor_shared.answers.block import AnswerBlock, Form, Number, NumberFormat, Tolerance
from tutor_shared.answers.forms import FORMS, written
from tutor_shared.answers.kind import Judged
from tutor_shared.errors import AnswerError

CASES = Path(__file__).parents[4] / "shared" / "data" / "answer_cases" / "number_forms.jsonl"
MEANT = {
    "correct": {"correct"},
    "incorrect": {"incorrect"},
    "ungraded": {"ungraded"},
    "not_correct": {"incorrect", "ungraded"},
}


def cases() -> Iterator[Any]:
    if not CASES.exists():
        reason = pytest.mark.skip(reason=f"the answer cases are not beside this checkout: {CASES}")
        yield pytest.param({}, marks=reason)
        return
    for row, line in enumerate(CASES.read_text().splitlines(), 1):
        case = json.loads(line)
        if case["answer"]["type"] == "number":
            yield pytest.param(case, id=f"line {row}")


def judged(answer: Number, text: str) -> Judged:
    return number.judge(answer, text, AnswerBlock(answer))


def said(answer: Number, text: str) -> tuple[str, str]:
    verdict = judged(answer, text).verdict
    return verdict.verdict, verdict.message


@pytest.mark.parametrize("case", list(cases()))
def test_the_recorded_cases_are_met(case: dict[str, Any]) -> None:
    tree = dict(case["answer"])
    del tree["type"]
    answer = number.read(tree.pop("value"), tree)
    assert judged(answer, case["text"]).verdict.verdict in MEANT[case["expect"]]


def test_a_right_value_in_an_unasked_form_is_told_how_to_write_it() -> None:
    assert said(Number("3/2", forms=("mixed",)), "3/2") == (
        "ungraded",
        "Right value; write it as a mixed number, like 2 1/3.",
    )
    assert said(Number("1/2", forms=("proper",)), "2/4") == (
        "ungraded",
        "Right value; write it in lowest terms.",
    )
    assert said(Number("1/2", forms=("proper",)), "50%")[0] == "ungraded"


def test_strict_refuses_the_form_but_not_the_rounding() -> None:
    strict = Number("5/6", forms=("proper",), strict=True)
    assert said(strict, "10/12")[0] == "incorrect"
    assert said(strict, "0.83")[0] == "ungraded"


def test_a_rounded_value_is_not_exact() -> None:
    assert said(Number("5/6", forms=("proper", "improper", "mixed")), "0.83") == (
        "ungraded",
        "0.83 is close, but rounded; give a fraction, like 3/4.",
    )


def test_without_forms_every_form_is_right() -> None:
    for text in ("1/2", "2/4", "0.5", "50%", "5e-1", ".5", "½", "0,5", r"\frac12", "x = 1/2"):
        assert said(Number("1/2"), text)[0] == "correct", text


def test_a_missing_percent_sign_is_told() -> None:
    answer = Number("0.125", forms=("percent",))
    assert said(answer, "12.5") == (
        "ungraded",
        "The percent sign is missing; write it like 35%.",
    )
    assert said(answer, "1250%")[0] == "incorrect"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("0.83", "correct"), ("0.84", "incorrect"), ("0.8333", "ungraded"), ("5/6", "ungraded")],
)
def test_decimal_places_ask_for_rounding(text: str, verdict: str) -> None:
    assert said(Number("5/6", decimal_places=2), text)[0] == verdict


def test_a_scientific_number_has_one_digit_before_the_mark() -> None:
    answer = Number("3e8", forms=("scientific",))
    assert said(answer, "3e8")[0] == "correct"
    assert said(answer, "30e7") == (
        "ungraded",
        "Right value; write it with one digit before the decimal mark.",
    )


def test_a_logarithm_is_never_rounded() -> None:
    assert said(Number("log(5)", decimal_places=2), "log(5)")[0] == "correct"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("0.50", "correct"), ("0.5", "ungraded"), ("0.500", "ungraded"), ("5.0e-1", "correct")],
)
def test_significant_figures_count_closing_zeros(text: str, verdict: str) -> None:
    assert said(Number("0.5", significant_figures=2), text)[0] == verdict


def test_a_tolerance_takes_what_is_near_in_any_form() -> None:
    answer = Number("9.81", tolerance=Tolerance("rel", Fraction(1, 100)))
    assert said(answer, "9.8")[0] == "correct"
    assert said(answer, "10")[0] == "incorrect"


def test_the_other_decimal_mark_is_read_but_not_surely() -> None:
    assert judged(Number("1000"), "1,000").sure
    assert not judged(Number("1000"), "1.000").sure
    assert judged(Number("1000"), "1.000").verdict.verdict == "correct"


def test_a_number_format_decides_what_comes_first() -> None:
    answer = Number("1000,5")
    block = AnswerBlock(answer, number_format=NumberFormat(",", "."))
    assert number.judge(answer, "1.000,5", block).sure


def test_a_match_is_by_value_and_by_form_only_where_it_asks() -> None:
    block = AnswerBlock(Number("5/6"))
    assert number.matches(Number("2/5"), "0.4", block)
    assert number.matches(Number("2/5"), "4/10", block)
    assert not number.matches(Number("2/5", forms=("proper",)), "0.4", block)
    assert not number.matches(Number("2/5"), "0.41", block)
    assert not number.matches(Number("2/5"), "what?", block)


def test_a_match_of_the_right_value_is_by_its_writing() -> None:
    block = AnswerBlock(Number("3/4", forms=("decimal",)))
    assert number.matches(Number("6/8"), "6/8", block)
    assert not number.matches(Number("6/8"), "0.750", block)


def test_a_bare_match_rounds_as_the_question_does() -> None:
    own = Number("5/6", decimal_places=2)
    match = number.read_match("2/3", {}, own)
    assert number.matches(match, "0.67", AnswerBlock(own))
    assert not number.matches(match, "0.7", AnswerBlock(own))


def test_an_answer_is_read_with_all_its_options() -> None:
    options = {"forms": ["mixed", "decimal"], "strict": "true", "tolerance": {"rel": "1%"}}
    assert number.read(" 3/2 ", options) == Number(
        "3/2",
        forms=("decimal", "mixed"),
        strict=True,
        tolerance=Tolerance("rel", Fraction(1, 100)),
    )


@pytest.mark.parametrize(
    ("value", "options", "said"),
    [
        ("five", {}, "cannot be read as a number"),
        ("5", {"forms": "mixxed"}, "There is no form 'mixxed'"),
        ("5", {"tolerance": "0.1"}, "A tolerance is"),
        ("5", {"tolerance": {"abs": "-1"}}, "A tolerance is"),
        ("5", {"decimal_places": "many"}, "whole number from 0"),
        (["5"], {}, "single value"),
    ],
)
def test_what_an_author_got_wrong_is_told(
    value: object, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(AnswerError, match=said):
        number.read(value, options)


def test_the_right_answer_is_shown_in_the_asked_form() -> None:
    assert number.show(Number("-1.5", forms=("mixed",)), NumberFormat()) == "-1 1/2"
    assert number.show(Number("0.42", forms=("percent",)), NumberFormat()) == "42%"
    pi = Number("-2.6179938779914944", forms=("pi",))
    assert number.show(pi, NumberFormat()) == "-5/6 pi"
    assert number.show(Number("10/12"), NumberFormat()) == "10/12"


def test_an_example_is_not_the_right_answer() -> None:
    assert number.example(Number("3/4"), NumberFormat()) == "2/5 or 1.6"


VALUES = st.fractions(min_value=-500, max_value=500, max_denominator=40)


@given(VALUES, st.sampled_from(FORMS), st.booleans())
def test_a_value_printed_in_a_form_is_right_for_it(
    value: Fraction, form: Form, strict: bool
) -> None:
    text = written(value, form, NumberFormat())
    assume(text is not None)
    assert text is not None
    answer = Number(text, forms=(form,), strict=strict)
    assert said(answer, text) == ("correct", "")
    assert said(answer, f"  {text} ".replace("/", " / ")) == ("correct", "")


@given(VALUES, st.fractions(min_value=Fraction(1, 40), max_value=9), st.sampled_from(FORMS))
def test_another_value_is_not_right(value: Fraction, by: Fraction, form: Form) -> None:
    text, other = (written(v, form, NumberFormat()) for v in (value, value + by))
    assume(text is not None and other is not None)
    assert text is not None
    assert other is not None
    assert said(Number(text), other)[0] != "correct"


@given(VALUES, st.integers(1, 9))
def test_another_fraction_is_incorrect(value: Fraction, by: int) -> None:
    assert said(Number(f"{value}"), f"{value + by}") == ("incorrect", "")


@given(st.text(), st.lists(st.sampled_from(FORMS), unique=True))
def test_no_text_raises(text: str, forms: list[Form]) -> None:
    assert judged(Number("5/6", forms=tuple(forms)), text).verdict.verdict in MEANT["not_correct"]
