"""What a line of Unicode arithmetic is worth, read strictly: what could be read two ways is refused."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def value(line: str) -> Fraction:
    """The value; blanks only keep a mixed number's parts apart."""
    reader = _Line(line)
    found = reader.total()
    assert reader.rest() == "", f"not read to the end: {line!r}, {reader.rest()!r}"
    return found


class _Line:
    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def rest(self) -> str:
        return self._line[self._at :].strip()

    def _skip(self) -> None:
        while self._line[self._at : self._at + 1] == " ":
            self._at += 1

    def _take(self, signs: str) -> str:
        self._skip()
        sign = self._line[self._at : self._at + 1]
        if sign and sign in signs:
            self._at += 1
            return sign
        return ""

    def total(self) -> Fraction:
        result = -self._term() if self._take("-") else self._term()
        while sign := self._take("+-"):
            term = self._term()
            result += term if sign == "+" else -term
        return result

    def _term(self) -> Fraction:
        result = self._factors()
        while sign := self._take("·÷/"):
            right = self._factors(alone=sign != "·")
            result = result * right if sign == "·" else result / right
        return result

    def _factors(self, *, alone: bool = False) -> Fraction:
        """Factors side by side; behind a division there may be one only."""
        result = self._power()
        while (sign := self._line[self._at : self._at + 1]) and sign in "(√0123456789":
            assert not alone, f"divided by what? {self._line!r}"
            result *= self._power()
        if not self.rest()[:1].isdigit():
            return result
        assert not alone, f"divided by a sum? {self._line!r}"
        return self._mixed(result)

    def _mixed(self, whole: Fraction) -> Fraction:
        top = self._number()
        assert self._take("/"), f"two numbers side by side: {self._line!r}"
        bottom = self._number()
        assert self.rest()[:1] != "/", f"a sum divided? {self._line!r}"
        return whole + Fraction(top, bottom)

    def _power(self) -> Fraction:
        base = self._unit()
        digits = ""
        while (sign := self._line[self._at : self._at + 1]) and sign in RAISED:
            digits += str(RAISED.index(sign))
            self._at += 1
        return base ** int(digits) if digits else base

    def _unit(self) -> Fraction:
        if self._take("("):
            inner = self.total()
            assert self._take(")"), f"a bracket stays open: {self._line!r}"
            return inner
        if self._take("√"):
            square = self._unit()
            return Fraction(isqrt(square.numerator), isqrt(square.denominator))
        return Fraction(self._number())

    def _number(self) -> int:
        self._skip()
        start = self._at
        while self._line[self._at : self._at + 1] and self._line[self._at] in "0123456789":
            self._at += 1
        return int(self._line[start : self._at])
