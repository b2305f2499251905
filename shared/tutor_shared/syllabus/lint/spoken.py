"""What a text says: the numbers in it by value, and whether it contains certain words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from tutor_shared.answers.plain import plain

_WORD: Final = re.compile(r"[^\W_]+")
_DIGITS: Final = r"\d{1,40}"
_NUMBER: Final = re.compile(
    rf"(?<![\w./])(-?)(?:({_DIGITS}) +)?(?:({_DIGITS}) ?/ ?({_DIGITS})"
    rf"|({_DIGITS}(?:,\d{{3}})*(?:\.\d{{1,40}})?|\.\d{{1,40}}))( ?%)?(?!\w)"
)


def numbers_in(text: str) -> dict[str, Fraction]:
    """Every number a text shows, as written, with its value: whole, decimal, p/q, mixed, percent."""
    found: dict[str, Fraction] = {}
    for match in _NUMBER.finditer(plain(text)):
        value = _value(match)
        if value is not None:
            found[" ".join(match[0].split())] = value
    return found


def contains_words(text: str, words: str) -> bool:
    """Whether a text contains these words, whole and in this order, in any case."""
    wanted = _spoken(words)
    return bool(wanted.strip()) and wanted in _spoken(text)


def _value(match: re.Match[str]) -> Fraction | None:
    minus, whole, numerator, denominator, decimal, percent = match.groups()
    if denominator is not None and not int(denominator):
        return None
    if numerator is not None:
        value = Fraction(int(numerator), int(denominator)) + int(whole or 0)
    else:
        value = Fraction(decimal.replace(",", ""))
    if percent:
        value /= 100
    return -value if minus else value


@lru_cache(maxsize=64)
def _spoken(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
