from __future__ import annotations

import math
from fractions import Fraction

from tutor_shared.answers.block import Number, NumberFormat, Tolerance
from tutor_shared.answers.reading import Reading, readings
from tutor_shared.answers.target import PI, Target, equals, number_of, target

POINT = NumberFormat()


def read(text: str) -> Reading:
    return readings(text, POINT)[0]


def test_a_long_decimal_that_is_a_multiple_of_pi_is_known_as_one() -> None:
    right = target(Number("-2.6179938779914944"), POINT)
    assert right is not None
    assert right.turns == Fraction(-5, 6)


def test_other_numbers_are_no_multiple_of_pi() -> None:
    for value in ("565.5", "12345678", "3.14", "22/7"):
        assert target(Number(value), POINT) == Target(Fraction(value))


def test_with_the_form_log_alone_the_value_is_the_argument() -> None:
    right = target(Number("2", forms=("log",)), POINT)
    assert right == Target(None, log=Fraction(2))
    assert equals(read("log(2)"), right, None)
    assert not equals(read("2"), right, None)


def test_an_author_may_write_pi_and_log() -> None:
    assert target(Number("2pi/3"), POINT) == Target(PI * 2 / 3, turns=Fraction(2, 3))
    assert target(Number("log(5)"), POINT) == Target(None, log=Fraction(5))


def test_an_unreadable_value_has_no_target() -> None:
    assert target(Number("five"), POINT) is None


def test_pi_is_exact_to_a_double_and_beyond() -> None:
    assert float(PI) == math.pi


def test_equality_is_exact_and_a_tolerance_includes_its_end() -> None:
    right = Target(Fraction("123.45"))
    one = Tolerance("abs", Fraction(1))
    assert equals(read("124.45"), right, one)
    assert not equals(read("124.4501"), right, one)
    assert not equals(read("123.4500001"), right, None)
    hundredth = Tolerance("rel", Fraction(1, 100))
    assert equals(read("101"), Target(Fraction(100)), hundredth)
    assert not equals(read("101.1"), Target(Fraction(100)), hundredth)


def test_the_number_of_a_reading() -> None:
    assert number_of(read("2pi")) == 2 * PI
    assert number_of(read("1/2")) == Fraction(1, 2)
    assert number_of(read("log(2)")) is None
