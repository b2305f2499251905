"""A Markdown text with its mathematics in Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tutor_tui.mathematics.blocks import blocks
from tutor_tui.mathematics.box import Unsure
from tutor_tui.mathematics.prose import ESCAPED_DOLLAR, Piece, pieces
from tutor_tui.mathematics.reader import read

#: How a line begins on which nothing was said yet; looked at no further than this.
_LINE_START: Final = re.compile(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]*)?")
_LOOKED_AT: Final = 40
#: What Markdown would take for a quotation, a heading or a list where a line begins with it.
_BLOCK_MARK: Final = re.compile(r"[>#]|[-+](?:\s|\Z)")


def to_unicode(text: str) -> str:
    r"""The text with `$…$`, `$$…$$`, `\(…\)` and `\[…\]` on one line of Unicode each.

    Precedence is kept: `\frac{a+b}{2}` is `(a+b)/2`. Code stays, `\$` is a dollar, and mathematics
    that is not understood, too long or too deep stands as it is. Pure and linear in the length;
    never raises, and brings no control character that was not there.
    """
    if "$" not in text and "\\" not in text:
        return text
    return "".join(part for block, code in blocks(text) for part in _shown(block, code=code))


def _shown(block: str, *, code: bool) -> Iterator[str]:
    if code:
        yield block
        return
    line = ""
    for piece in pieces(block):
        part = _set(piece, line)
        yield part
        line = _line(line, part)


def _set(piece: Piece, line: str) -> str:
    """The piece as it is shown, behind what its line begins with."""
    if piece.inner is None:
        return "$" if piece.source == ESCAPED_DOLLAR else piece.source
    try:
        shown = read(piece.inner)
    except Unsure:
        return piece.source
    misread = _LINE_START.fullmatch(line) and _BLOCK_MARK.match(shown)
    return piece.source if misread else _around(piece.inner, shown)


def _around(inner: str, shown: str) -> str:
    """The lines a display stood apart on stay apart."""
    before = "\n" if inner[: len(inner) - len(inner.lstrip())].count("\n") else ""
    after = "\n" if inner[len(inner.rstrip()) :].count("\n") else ""
    return before + shown + after


def _line(line: str, part: str) -> str:
    """How the line begins that the text now ends on."""
    last = part.rpartition("\n")[2]
    return (last if "\n" in part else line + last)[:_LOOKED_AT]
