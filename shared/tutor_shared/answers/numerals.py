"""Digits with a decimal mark and group separators, read exactly.

Courses and learners differ in their marks, so a numeral may have several readings: the course's
own marks first, then the others. `1,000` is a thousand, or one under a decimal comma. Blanks and
apostrophes group digits under either. Groups may stand after the decimal mark as well.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import msgspec

from tutor_shared.answers.block import NumberFormat

#: More digits than any lesson asks for, and few enough that exact arithmetic stays in microseconds.
MAX_DIGITS: Final = 400


class Numeral(msgspec.Struct, frozen=True):
    """A number not below zero. `figures` are the significant ones, `least` without closing zeros."""

    value: Fraction
    places: int
    figures: int
    least: int


def numerals(text: str, number_format: NumberFormat) -> tuple[Numeral, ...]:
    """Every reading of the text as a numeral, the most likely first; none where it is not one."""
    if len(text) > 2 * MAX_DIGITS or not text.isascii():
        return ()
    if text.isdigit():
        return (_numeral(text, ""),) if len(text) <= MAX_DIGITS else ()
    marks = ((",", "."), (".", ",")) if number_format.decimal == "," else ((".", ","), (",", "."))
    found: list[Numeral] = []
    for loose in (False, True):
        for decimal, group in marks:
            numeral = _read(text, decimal, group, loose=loose)
            if numeral is not None and numeral not in found:
                found.append(numeral)
    return tuple(found)


def _read(text: str, decimal: str, group: str, *, loose: bool) -> Numeral | None:
    before, mark, after = text.partition(decimal)
    whole = _whole(_chunks(before, group), loose=loose)
    part = _part(_chunks(after, group)) if mark else ""
    if whole is None or part is None or not 1 <= len(whole) + len(part) <= MAX_DIGITS:
        return None
    return _numeral(whole, part)


def _chunks(text: str, group: str) -> list[str]:
    if text.isdigit() or not text:
        return [text]
    return text.replace(group, " ").replace("'", " ").split(" ")


def _whole(chunks: list[str], *, loose: bool) -> str | None:
    """The digits before the mark; `loose` forgives a separator left out."""
    first, rest = chunks[0], chunks[1:]
    if not rest:
        return first if not first or first.isdigit() else None
    if not first.isdigit() or not first.strip("0") or (len(first) > 3 and not loose):
        # `0,372` is no grouping: read so it would turn a decimal into a whole number.
        return None
    if all(c.isdigit() and (len(c) == 3 or (loose and len(c) % 3 == 0)) for c in rest):
        return first + "".join(rest)
    return None


def _part(chunks: list[str]) -> str | None:
    """The digits after the mark, in groups of three or in one piece."""
    *groups, last = chunks
    if not groups:
        return last if not last or last.isdigit() else None
    if all(len(c) == 3 and c.isdigit() for c in groups) and last.isdigit() and len(last) <= 3:
        return "".join(chunks)
    return None


def _numeral(whole: str, part: str) -> Numeral:
    digits = whole + part
    significant = digits.lstrip("0")
    # Zeros at the end of a whole number may or may not be meant as significant.
    least = significant.rstrip("0") if not part else significant
    value = Fraction(int(digits)) if not part else Fraction(int(digits), 10 ** len(part))
    return Numeral(value, len(part), len(significant), len(least))
