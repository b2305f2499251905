r"""A paragraph to words, code and mathematics.

The rules for `$` are Pandoc's, a little narrower: it opens before a character that is no blank,
closes behind one, and only where no digit, capital or underscore follows; `$5 to 10$` is money.
Code binds first. Each delimiter is looked for at most once, so the time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Sort = Literal["words", "mathematics"]

_DELIMITER: Final = re.compile(r"\\.|`+|\$\$?", re.DOTALL)
_CLOSERS: Final = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_AFTER_DOLLAR: Final = re.compile(r"[0-9A-Z_]")
_MONEY: Final = re.compile(r"[0-9].*?\s[A-Za-z]{2,}(?:\s|$)", re.DOTALL)
#: A continuation line that Markdown reads as a quotation or a list's item.
_NEW_BLOCK: Final = re.compile(r"\n[ \t]*(?:>|[-+*][ \t])")
_FORMULA: Final = re.compile(r"[\\^_={}<>+*/-]|\A\s*[A-Za-z]\s*\Z")


class Piece(NamedTuple):
    """A part of the paragraph; `inner` is the mathematics without its delimiters."""

    source: str
    inner: str = ""


class _Mark(NamedTuple):
    text: str
    start: int
    end: int


def pieces(paragraph: str) -> Iterator[Piece]:
    """The paragraph's pieces in order; their sources together are the paragraph."""
    return _Scan(paragraph).pieces()


class _Scan:
    """One pass over the delimiters of a paragraph."""

    def __init__(self, paragraph: str) -> None:
        self._text = paragraph
        self._marks = [_Mark(m[0], m.start(), m.end()) for m in _DELIMITER.finditer(paragraph)]
        #: For a closer, the mark before which it is known not to stand.
        self._missing: dict[str, int] = {}

    def pieces(self) -> Iterator[Piece]:
        place = at = 0
        while at < len(self._marks):
            mark = self._marks[at]
            ...
