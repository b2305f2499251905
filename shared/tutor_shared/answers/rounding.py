"""Rounding, exactly: which decimals are a value rounded, and to how many places.

Halves may go up or to the even digit: both are taught.
"""

from __future__ import annotations

from fractions import Fraction

from tutor_shared.answers.reading import Reading
from tutor_shared.answers.target import Target


def rounded(value: Fraction, places: int) -> frozenset[Fraction]:
    """The value rounded to `places` after the mark; before the mark where negative."""
    scale = Fraction(10) ** places
    scaled = abs(value) * scale
    sign = -1 if value < 0 else 1
    half_up = (scaled + Fraction(1, 2)).__floor__()
    return frozenset((sign * half_up / scale, sign * round(scaled) / scale))


def cut(value: Fraction, places: int) -> Fraction:
    """The value with the digits after `places` left out."""
    scale = Fraction(10) ** places
    return int(value * scale) / scale


def places_for(value: Fraction, figures: int) -> int:
    """How many places after the mark keep that many significant figures of a value."""
    if not value:
        return figures - 1
    size = abs(value)
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    if size < Fraction(10) ** exponent:
        exponent -= 1
    return figures - 1 - exponent


def is_rounded(reading: Reading, right: Target) -> bool:
    """Whether a decimal is the right value rounded or cut, so that only exactness is missing.

    One digit is too little to tell a rounded value from a wrong one, unless the right value has
    no finite decimal. A multiple of pi is also met by 3.14 or 22/7 in pi's place.
    """
    number = right.number
    if number is None or reading.kind != "plain":
        return False
    if right.turns and abs(reading.value - number) <= abs(number) / 1_000:
        return True
    if reading.form not in ("decimal", "percent") or not reading.places or not reading.value:
        return False
    if reading.figures < 2 and _is_finite(number):
        return False
    places = reading.places
    return reading.value in rounded(number, places) or reading.value == cut(number, places)


def _is_finite(number: Fraction) -> bool:
    """Whether a decimal can be the number: the denominator has no primes but 2 and 5."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
