r"""The grammar of typed numbers: text to exact readings, by splitting, in one pass.

.. code-block:: text

    number     = [sign] unsigned | "(" number ")"
    unsigned   = rational [ "%" ] | pi | log | scientific
    rational   = numeral | [whole " "] whole "/" [sign] whole
    pi         = [rational ["*"]] name | [whole ["*"]] name "/" [sign] whole
    log        = "log" rational | "log" "(" rational ")"
    scientific = numeral "e" exponent | [numeral "*"] "10" "^" exponent

A whole number before a fraction with pi in its numerator (`4 5pi/6`) is refused: it could mean
a sum or a product. Numerals are read under both decimal marks (`numerals.py`), so there may be
more than one reading; the course's own comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import gcd
from typing import Final, Literal

import msgspec

from tutor_shared.answers.block import Form, NumberFormat
from tutor_shared.answers.numerals import MAX_DIGITS, numerals
from tutor_shared.answers.plain import plain
from tutor_shared.answers.words import bare

MAX_TEXT: Final = 2_000
MAX_EXPONENT: Final = 400

#: The circle constants by name: how many pi each is.
UNITS: Final[Mapping[str, Fraction]] = {
    "pi": Fraction(1),
    "tau": Fraction(2),
    "pau": Fraction(3, 2),
}
#: With letters that stand for a circle constant only where one is asked for.
UNITS_AND_LETTERS: Final[Mapping[str, Fraction]] = {
    **UNITS,
    "p": Fraction(1),
    "t": Fraction(2),
}


class Reading(msgspec.Struct, frozen=True):
    """One way to understand what was typed.

    `value` counts pi where `kind` is "pi", and is the argument where it is "log". `tidy` is
    whether it is in lowest terms (scientific: one digit before the mark). `places` and the
    significant `figures` (`least` of them, if closing zeros do not count) are of the digits typed.
    """

    value: Fraction
    form: Form
    kind: Literal["plain", "pi", "log"] = "plain"
    tidy: bool = True
    places: int = 0
    figures: int = 0
    least: int = 0


def readings(
    text: str, number_format: NumberFormat, units: Mapping[str, Fraction] = UNITS
) -> tuple[Reading, ...]:
    """Every reading of the text as a number, the most likely first; none where it is not one."""
    if len(text) > MAX_TEXT:
        return ()
    typed = plain(text)
    found = _number(typed, number_format, units)
    if found:
        return found
    core = bare(typed)
    head, equals, tail = core.rpartition("=")
    if equals:
        # "x = 5/6", "1/2 + 1/3 = 5/6", "5/6 = x": the value is on one side, mostly the right one.
        core = head.rstrip() if tail.strip().isalpha() and tail.strip() not in units else tail
    return _number(core.strip(), number_format, units) if core != typed else ()


def _number(
    text: str, number_format: NumberFormat, units: Mapping[str, Fraction]
) -> tuple[Reading, ...]:
    if not text or not text.isascii():
        return ()
    body = _unwrapped(text)
    sign = body[:1]
    if sign in ("-", "+"):
        body = _unwrapped(body[1:].lstrip())
    found = _unsigned(body, number_format, units)
    if sign != "-":
        return found
    return tuple(msgspec.structs.replace(reading, value=-reading.value) for reading in found)


def _unsigned(
    text: str, number_format: NumberFormat, units: Mapping[str, Fraction]
) -> tuple[Reading, ...]:
    if text.endswith(("%", "percent")):
        return _percent(text.removesuffix("%").removesuffix("percent").rstrip(), number_format)
    if text.startswith("log"):
        inner = _rational(_unwrapped(text[3:].strip()), number_format)
        return tuple(msgspec.structs.replace(r, form="log", kind="log") for r in inner)
    letters = [index for index, char in enumerate(text) if char.isalpha()]
    if letters:
        name = text[letters[0] : letters[-1] + 1]
        if name in units:
            return _pi(text, letters[0], letters[-1] + 1, units[name], number_format)
    if letters or "^" in text or "**" in text:
        return _scientific(text, number_format)
    return _rational(text, number_format)


def _percent(text: str, number_format: NumberFormat) -> tuple[Reading, ...]:
    return tuple(
        msgspec.structs.replace(r, value=r.value / 100, form="percent", places=r.places + 2)
        for r in _rational(text, number_format)
    )


def _pi(
    text: str, start: int, end: int, unit: Fraction, number_format: NumberFormat
) -> tuple[Reading, ...]:
    before = text[:start].rstrip().removesuffix("*").rstrip()
    slash, under = text[end:].strip()[:1], text[end:].strip()[1:]
    if slash not in ("", "/"):
        return ()
    if slash:
        factors = _fraction(_unwrapped(before) or "1", under, number_format, mixed=False)
    else:
        factors = _rational(_unwrapped(before) or "1", number_format)
    return tuple(Reading(factor.value * unit, "pi", "pi", tidy=factor.tidy) for factor in factors)


def _scientific(text: str, number_format: NumberFormat) -> tuple[Reading, ...]:
    text = text.replace("**", "^").replace("x", "*")
    before, caret, power = text.partition("^")
    if caret:
        before, ten, rest = before.rpartition("10")
        mantissa = before.rstrip()
        if not ten or rest.strip() or (mantissa and not mantissa.endswith("*")):
            return ()
        mantissa = mantissa.removesuffix("*").rstrip() or "1"
    else:
        mantissa, _, power = text.partition("e")
    exponent = _signed(_unwrapped(power.strip()))
    if exponent is None or abs(exponent) > MAX_EXPONENT:
        return ()
    scale = Fraction(10) ** exponent
    return tuple(
        Reading(
            n.value * scale,
            "scientific",
            tidy=not n.value or 1 <= n.value < 10,
            figures=n.figures,
            least=n.least,
        )
        for n in numerals(mantissa.rstrip(), number_format)
    )


def _rational(text: str, number_format: NumberFormat) -> tuple[Reading, ...]:
    over, slash, under = text.partition("/")
    if slash:
        return _fraction(over, under, number_format)
    return tuple(
        Reading(
            n.value,
            "decimal" if n.places else "integer",
            places=n.places,
            figures=n.figures,
            least=n.least,
        )
        for n in numerals(text, number_format)
    )


def _fraction(
    over: str, under: str, number_format: NumberFormat, *, mixed: bool = True
) -> tuple[Reading, ...]:
    denominator = _signed(_unwrapped(under.strip()))
    *whole, numerator = over.split() or [""]
    top = _whole(_unwrapped(numerator), number_format)
    if not denominator or top is None or len(whole) > mixed:
        return ()
    value = Fraction(top, denominator)
    lowest = denominator > 1 and gcd(top, denominator) == 1
    if not whole:
        return (Reading(value, "proper" if abs(value) < 1 else "improper", tidy=lowest),)
    units = _whole(whole[0], number_format)
    if units is None or denominator < 0:
        return ()
    return (Reading(units + value, "mixed", tidy=lowest and top < denominator),)


def _whole(text: str, number_format: NumberFormat) -> int | None:
    """A whole number with or without group separators."""
    if text.isdigit():
        return int(text) if len(text) <= MAX_DIGITS else None
    return next((int(n.value) for n in numerals(text, number_format) if not n.places), None)


def _signed(text: str) -> int | None:
    digits = text[1:].lstrip() if text[:1] in ("-", "+") else text
    if not digits.isdigit() or len(digits) > MAX_DIGITS:
        return None
    return -int(digits) if text[0] == "-" else int(digits)


def _unwrapped(text: str) -> str:
    """The text inside one pair of parentheses, or the text."""
    if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
        return text[1:-1].strip()
    return text
