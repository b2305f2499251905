r"""A paragraph to mathematics and the rest.

The rules for `$` are Pandoc's, a little narrower: it opens before a character that is no blank,
closes behind one, and only where no digit, capital or underscore follows; `$5 to 10$` is money.
`\[note\]` is Markdown for `[note]` and stands. Code spans bind first. A delimiter is looked for
only where it is known to be, so the time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

ESCAPED_DOLLAR: Final = r"\$"

_DELIMITER: Final = re.compile(r"\\.|`+|\$\$?", re.DOTALL)
_CLOSERS: Final = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_NOT_AFTER_DOLLAR: Final = re.compile(r"[0-9A-Z_]")
#: A continuation line that Markdown reads as a quotation or as an item of a list.
_NEW_BLOCK: Final = re.compile(r"\n[ \t]*(?:>|[-+*][ \t])")
_FORMULA: Final = re.compile(r"[\\^_={}<>+*/-]|\A\s*[A-Za-z]\s*\Z")


class Piece(NamedTuple):
    """A part of the paragraph; `inner` is its mathematics without the delimiters, if it is any."""

    source: str
    inner: str | None = None


class _Mark(NamedTuple):
    text: str
    start: int
    end: int


def pieces(paragraph: str) -> Iterator[Piece]:
    """The pieces in order; together they are the paragraph. An escaped dollar is one by itself."""
    scan = _Scan(paragraph)
    place = 0
    for start, end, inner in scan.found():
        if place < start:
            yield Piece(paragraph[place:start])
        yield Piece(paragraph[start:end], inner)
        place = end
    if place < len(paragraph):
        yield Piece(paragraph[place:])


class _Scan:
    """One pass over the delimiters of a paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = [_Mark(m[0], m.start(), m.end()) for m in _DELIMITER.finditer(text)]
        self._last = {mark.text: place for place, mark in enumerate(self._marks)}
        #: For a closer, the code span before which it is known not to stand.
        self._hidden: dict[str, int] = {}

    def found(self) -> Iterator[tuple[int, int, str | None]]:
        """Start, end and inside of each piece of mathematics; escaped dollars have no inside."""
        at = 0
        while at < len(self._marks):
            mark = self._marks[at]
            if mark.text == ESCAPED_DOLLAR:
                yield mark.start, mark.end, None
            close = self._close(at)
            if close is None:
                at += 1
                continue
            inner = self._text[mark.end : self._marks[close].start]
            if mark.text in _CLOSERS and self._is_mathematics(mark.text, inner, close):
                yield mark.start, self._marks[close].end, inner
            elif mark.text == "$":
                close = at  # the next dollar may open
            at = close + 1

    def _close(self, at: int) -> int | None:
        """The mark that closes this one."""
        opener = self._marks[at].text
        if opener.startswith("`"):
            return self._next(at, opener)
        closer = _CLOSERS.get(opener)
        if closer is None or self._hidden.get(closer, 0) > at:
            return None
        return self._next(at, closer, code_hides=True)

    def _next(self, at: int, closer: str, *, code_hides: bool = False) -> int | None:
        if self._last.get(closer, 0) <= at:
            return None
        place = at + 1
        while (text := self._marks[place].text) != closer:
            if code_hides and text.startswith("`"):
                self._hidden[closer] = place
                return None
            if closer == "$" and text == "$$":
                return None
            place += 1
        return place

    def _is_mathematics(self, opener: str, inner: str, close: int) -> bool:
        if not inner.strip() or _NEW_BLOCK.search(inner):
            return False
        if opener == r"\[":
            return _FORMULA.search(inner) is not None
        return opener != "$" or self._is_inline(inner, self._marks[close].end)

    def _is_inline(self, inner: str, end: int) -> bool:
        """Whether single dollars around this are no currency."""
        if inner[0].isspace() or inner[-1].isspace() or _NOT_AFTER_DOLLAR.match(self._text, end):
            return False
        return not _is_money(inner)


def _is_money(inner: str) -> bool:
    """Whether it is a price with words behind it, and no LaTeX among them."""
    words = inner.split()[1:] if inner[0].isdigit() and "\\" not in inner else []
    return any(len(word) > 1 and word.isalpha() for word in words)
