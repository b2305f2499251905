"""The forms a number can be written in: which one a reading has, and how to ask for one.

Lowest terms belong to a form that is asked for. Where every fraction form is allowed (or every
form), how a fraction is written is free, and so is reducing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, get_args

from tutor_shared.answers.block import Form, NumberFormat
from tutor_shared.answers.glyphs import TIMES
from tutor_shared.answers.reading import Reading
from tutor_shared.answers.target import PI, Target
from tutor_shared.answers.words import either

FORMS: Final[tuple[Form, ...]] = get_args(Form)
_FRACTIONS: Final[frozenset[Form]] = frozenset(("proper", "improper", "mixed"))
_PLAIN: Final[frozenset[Form]] = _FRACTIONS | {"integer", "decimal"}

_NAMES: Final[dict[Form, str]] = {
    "integer": "a whole number",
    "decimal": "a decimal",
    "proper": "a fraction",
    "improper": "an improper fraction",
    "mixed": "a mixed number",
    "percent": "a percentage",
    "pi": "a multiple of pi",
    "log": "a logarithm",
    "scientific": "a number in scientific notation",
}
#: Two examples a form, so that one of them is not the right answer.
_EXAMPLES: Final[dict[Form, tuple[tuple[str, Fraction], tuple[str, Fraction]]]] = {
    "integer": (("12", Fraction(12)), ("27", Fraction(27))),
    "decimal": (("0.75", Fraction(3, 4)), ("1.6", Fraction(8, 5))),
    "proper": (("3/4", Fraction(3, 4)), ("2/5", Fraction(2, 5))),
    "improper": (("7/4", Fraction(7, 4)), ("8/5", Fraction(8, 5))),
    "mixed": (("2 1/3", Fraction(7, 3)), ("3 1/4", Fraction(13, 4))),
    "percent": (("12.5%", Fraction(1, 8)), ("35%", Fraction(7, 20))),
    "pi": (("2/3 pi", PI * 2 / 3), ("3/4 pi", PI * 3 / 4)),
    "log": (("log(5)", Fraction(5)), ("log(7)", Fraction(7))),
    "scientific": (
        (f"6.02{TIMES}10^23", 602 * Fraction(10) ** 21),
        (f"3.1{TIMES}10^8", Fraction(310_000_000)),
    ),
}


def is_asked(reading: Reading, forms: tuple[Form, ...], right: Target) -> bool:
    """Whether a reading of the right value has one of the asked forms."""
    if not forms or reading.form in forms:
        return True
    if reading.form in _PLAIN and "pi" in forms and not right.turns:
        # No multiple of pi is meant; nothing but the number itself can be asked for.
        return True
    if reading.form in ("integer", "decimal") and reading.value.denominator == 1:
        # A whole number has no fraction form, and `5.0` is one.
        return not _PLAIN.isdisjoint(forms)
    return False


def is_tidy(reading: Reading, forms: tuple[Form, ...]) -> bool:
    """Whether a reading is in lowest terms, or need not be."""
    return reading.tidy or not forms or _FRACTIONS.issubset(forms)


def asked(forms: tuple[Form, ...], right: Target, number_format: NumberFormat) -> str:
    """The forms that suit the right value, with an example: "a mixed number, like 2 1/3"."""
    suited = [form for form in forms if _suits(form, right)] or list(forms)
    names = either([_NAMES[form] for form in suited[:2]])
    return f"{names}, like {either([*_examples(tuple(suited[:2]), right, number_format)])}"


def examples(forms: tuple[Form, ...], right: Target, number_format: NumberFormat) -> str:
    """How a number is written here: "3/4 or 0.75". Never the right value itself."""
    return either([*_examples(forms[:2] or ("proper", "decimal"), right, number_format)])


def _examples(forms: tuple[Form, ...], right: Target, number_format: NumberFormat) -> Iterator[str]:
    for form in forms:
        first, second = _EXAMPLES[form]
        face = right.log if form == "log" else right.number
        text = second[0] if abs(first[1]) == abs(face or 0) else first[0]
        yield text.replace(".", number_format.decimal)


def _suits(form: Form, right: Target) -> bool:
    """Whether the right value can be written so."""
    number = right.number
    if number is None:
        return form == "log"
    if form == "integer":
        return number.denominator == 1
    if form == "proper":
        return abs(number) < 1
    if form == "decimal" and _decimal(number) is None:
        return False
    return abs(number) >= 1 or form not in ("improper", "mixed")


def written(value: Fraction, form: Form, number_format: NumberFormat) -> str | None:
    """A value in a form, in lowest terms; None where it has none. For pi and log: the factor."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(size, 1)
    match form:
        case "integer":
            return f"{value}" if not rest else None
        case "proper":
            return f"{value}" if size < 1 and rest else None
        case "improper":
            return f"{value}" if size > 1 and rest else None
        case "mixed":
            return f"{sign}{whole} {rest}" if whole and rest else None
        case "pi":
            return f"{value} pi"
        case "log":
            return f"log({value})" if value > 0 else None
    return _positional(value, form, number_format)


def _positional(value: Fraction, form: Form, number_format: NumberFormat) -> str | None:
    """A value in digits with a decimal mark: decimal, percent, scientific."""
    if form == "percent":
        digits = _decimal(value * 100)
        return digits and digits.replace(".", number_format.decimal) + "%"
    exponent = 0
    if form == "scientific":
        while abs(value) >= 10:
            value, exponent = value / 10, exponent + 1
        while 0 < abs(value) < 1:
            value, exponent = value * 10, exponent - 1
    digits = _decimal(value)
    if digits is None:
        return None
    tail = f"{TIMES}10^{exponent}" if form == "scientific" else ""
    return digits.replace(".", number_format.decimal) + tail


def _decimal(value: Fraction) -> str | None:
    """All digits of a finite decimal; None for one that has no end within twenty."""
    for places in range(20):
        scaled = abs(value) * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
            return f"-{text}" if value < 0 else text
    return None
