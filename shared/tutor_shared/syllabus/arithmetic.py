"""The tiny exact arithmetic of placeholders: ``a*d + b*c``, ``gcd(a, b)``, ``(a + 1)^2``.

Fractions all the way; names stand for numbers of the variant's row. A reader by recursive descent,
bounded in length, depth and size of its numbers. Also comparisons, for `where`.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from tutor_shared.errors import TutorError

MAX_LENGTH: Final = 200
MAX_DEPTH: Final = 20
MAX_EXPONENT: Final = 64
#: Numbers longer than this are a mistake, and costly.
MAX_BITS: Final = 2_048

_TOKEN: Final = re.compile(r"\s*(\d+(?:\.\d+)?|[A-Za-z][A-Za-z0-9_]*|[<>!=]=|[-+*/^(),<>])")
_NUMBER: Final = re.compile(r"[-+]?\d{1,40}(?:\.\d{1,40}|\s*/\s*\d{1,40})?")
_SIGNS: Final = str.maketrans("−×·÷", "-**/")  # noqa: RUF001 - what authors paste
_COMPARE: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class ExpressionError(TutorError):
    """An expression that cannot be computed; its text is a sentence for the author."""


def number(text: str) -> Fraction | None:
    """A number as a table may hold it: ``3``, ``-0.5``, ``2/3``; None for anything else."""
    text = text.strip().translate(_SIGNS)
    if not text.isascii() or _NUMBER.fullmatch(text) is None:
        return None
    try:
        return Fraction(text.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None


def compute(text: str, names: Mapping[str, Fraction]) -> Fraction:
    """The exact value of an expression.

    Raises:
        ExpressionError: it cannot be read or computed.
    """
    reader = _Reader(text, names)
    value = reader.sum()
    reader.expect_end()
    return value


def holds(text: str, names: Mapping[str, Fraction]) -> bool:
    """Whether a condition is met: comparisons (``a != b``, ``1 < a <= b``) joined with ``and``.

    Raises:
        ExpressionError: it cannot be read or computed.
    """
    return all(_compare(part, names) for part in re.split(r"\band\b", text))


def show(value: Fraction) -> str:
    """An integer, or p/q in lowest terms."""
    return str(value)


def _compare(text: str, names: Mapping[str, Fraction]) -> bool:
    reader = _Reader(text, names)
    left, holding, compared = reader.sum(), True, False
    while reader.next in _COMPARE:
        compare = _COMPARE[reader.take()]
        right = reader.sum()
        holding, left, compared = holding and compare(left, right), right, True
    reader.expect_end()
    if not compared:
        raise ExpressionError(f"`{text.strip()}` compares nothing. Write it like a != b.")
    return holding


class _Reader:
    """Recursive descent over the words; `next` is the one to come, empty at the end."""

    def __init__(self, text: str, names: Mapping[str, Fraction]) -> None:
        if len(text) > MAX_LENGTH:
            raise ExpressionError(f"This is over {MAX_LENGTH} characters long. Shorten it.")
        self._text = text.strip()
        self._names = names
        self._words = self._split(text.translate(_SIGNS))
        self._depth = 0
        self.next = next(self._words, "")

    def _split(self, text: str) -> Iterator[str]:
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ExpressionError(
                    f"`{text[at:].strip()[:20]}` cannot be computed. Use + - * / ^ and brackets."
                )
            yield found[1]
            at = found.end()

    def take(self) -> str:
        """The next word, stepping over it."""
        word = self.next
        self.next = next(self._words, "")
        return word

    def expect_end(self) -> None:
        """Raise unless all was read."""
        if self.next:
            raise ExpressionError(
                f"`{self._text}` has `{self.next}` where it should end or go on with an operator."
                " A product needs its *."
            )

    def sum(self) -> Fraction:
        """Terms joined by + and -."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(f"`{self._text}` has too many brackets. Take some away.")
        value = self._product()
        while self.next in ("+", "-"):
            value = value + self._product() if self.take() == "+" else value - self._product()
        self._depth -= 1
        return _bounded(value)

    def _product(self) -> Fraction:
        value = self._signed()
        while self.next in ("*", "/"):
            value = self._times(value) if self.take() == "*" else self._over(value)
        return value

    def _times(self, value: Fraction) -> Fraction:
        return _bounded(value * self._signed())

    def _over(self, value: Fraction) -> Fraction:
        divisor = self._signed()
        if not divisor:
            raise ExpressionError(f"`{self._text}` divides by zero. Change the row.")
        return _bounded(value / divisor)

    def _signed(self) -> Fraction:
        negative = False
        while self.next in ("-", "+"):
            negative ^= self.take() == "-"
        value = self._power()
        return -value if negative else value

    def _power(self) -> Fraction:
        base = self._atom()
        if self.next != "^":
            return base
        self.take()
        negative = self.next == "-" and bool(self.take())
        exponent = self._atom()
        exponent = -exponent if negative else exponent
        if exponent.denominator != 1 or abs(exponent) > MAX_EXPONENT:
            raise ExpressionError(f"The exponent is a whole number up to {MAX_EXPONENT}.")
        if not base and exponent < 0:
            raise ExpressionError(f"`{self._text}` divides by zero. Change the row.")
        return _bounded(base ** int(exponent))

    def _atom(self) -> Fraction:
        word = self.take()
        if word == "(":
            value = self.sum()
            self._close()
            return value
        if word[:1].isdigit():
            return Fraction(word)
        if word and word in _FUNCTIONS and self.next == "(":
            return self._call(word)
        if word in self._names:
            return self._names[word]
        raise ExpressionError(self._unknown(word))

    def _call(self, name: str) -> Fraction:
        self.take()
        arguments = [self.sum()]
        while self.next == ",":
            self.take()
            arguments.append(self.sum())
        self._close()
        return _FUNCTIONS[name](arguments)

    def _close(self) -> None:
        if self.take() != ")":
            raise ExpressionError(f"A bracket is not closed in `{self._text}`. Add a ).")

    def _unknown(self, word: str) -> str:
        if not word:
            return f"`{self._text}` ends too early. Write what is missing."
        if not word[0].isalpha():
            return f"`{word}` does not fit in `{self._text}`. Write a name or a number there."
        known = ", ".join(sorted(self._names)) or "none"
        return f"There is no number `{word}` in this row; there are: {known}. Use one of them."


def _bounded(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise ExpressionError("The result is too long a number. Use smaller numbers.")
    return value


def _whole(values: list[Fraction], name: str) -> list[int]:
    if any(value.denominator != 1 for value in values):
        raise ExpressionError(f"{name} takes whole numbers only. Change the row.")
    return [int(value) for value in values]


def _gcd(values: list[Fraction]) -> Fraction:
    return Fraction(math.gcd(*_whole(values, "gcd")))


def _lcm(values: list[Fraction]) -> Fraction:
    return _bounded(Fraction(math.lcm(*_whole(values, "lcm"))))


def _abs(values: list[Fraction]) -> Fraction:
    if len(values) != 1:
        raise ExpressionError("abs takes one number. Write abs(a - b).")
    return abs(values[0])


_FUNCTIONS: Final[dict[str, Callable[[list[Fraction]], Fraction]]] = {
    "gcd": _gcd,
    "lcm": _lcm,
    "abs": _abs,
    "min": min,
    "max": max,
}
