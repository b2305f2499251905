"""The right value of a number, read once from what the author wrote.

A value written as a long decimal may stand for a multiple of pi, and with the form `log` alone the
value is the logarithm's argument; so a target has up to three faces, and a reading is held against
the one of its own kind.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

import msgspec

from tutor_shared.answers.block import Form, Number, NumberFormat, Tolerance
from tutor_shared.answers.reading import Reading, readings

PI: Final = Fraction("3.14159265358979323846264338327950288419716939937511")

#: A double holds a multiple of pi to about sixteen digits; an author may leave out a few.
_PI_FIGURES: Final = 13
_PI_PRECISION: Final = Fraction(1, 10**12)
_PI_DENOMINATORS: Final = 1_000


class Target(msgspec.Struct, frozen=True):
    """`number` is the value, `turns` how many pi that is, `log` the argument of a logarithm.

    None where the value has no such face.
    """

    number: Fraction | None
    turns: Fraction | None = None
    log: Fraction | None = None


def target(answer: Number, number_format: NumberFormat) -> Target | None:
    """The answer's right value; None where the author's text cannot be read."""
    return _target(answer.value, answer.forms, number_format)


@lru_cache(maxsize=4_096)
def _target(value: str, forms: tuple[Form, ...], number_format: NumberFormat) -> Target | None:
    found = readings(value, number_format)
    if not found:
        return None
    right = found[0]
    if right.kind == "pi":
        return Target(right.value * PI, turns=right.value)
    if right.kind == "log":
        return Target(None, log=right.value)
    return Target(
        None if forms == ("log",) else right.value,
        turns=_turns(right),
        log=right.value if "log" in forms else None,
    )


def _turns(right: Reading) -> Fraction | None:
    value = right.value
    if value and (right.form != "decimal" or right.figures < _PI_FIGURES):
        return None
    turns = (value / PI).limit_denominator(_PI_DENOMINATORS)
    return turns if abs(turns * PI - value) <= abs(value) * _PI_PRECISION else None


def number_of(reading: Reading) -> Fraction | None:
    """A reading's value as a number; None for a logarithm."""
    if reading.kind == "plain":
        return reading.value
    return reading.value * PI if reading.kind == "pi" else None


def equals(reading: Reading, right: Target, tolerance: Tolerance | None) -> bool:
    """Whether the reading has the right value, exactly or within the tolerance."""
    if reading.kind == "log":
        return reading.value == right.log
    if reading.kind == "pi" and right.turns is not None and reading.value == right.turns:
        return True
    number = number_of(reading)
    if number is None or right.number is None:
        return False
    return number == right.number or _close(number, right.number, tolerance)


def _close(number: Fraction, right: Fraction, tolerance: Tolerance | None) -> bool:
    if tolerance is None:
        return False
    size = tolerance.size if tolerance.kind == "abs" else tolerance.size * abs(right)
    return abs(number - right) <= size
