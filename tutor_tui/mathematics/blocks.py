"""Markdown to paragraphs and fenced code, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

#: A fence, also inside a quotation or at the start of a list's item.
_FENCE: Final = re.compile(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^\n]*)")


def blocks(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is code. Together they are the text.

    A piece that is no code is one paragraph: neither mathematics nor a code span goes over a
    blank line.
    """
    held: list[str] = []
    fence = ""
    for line in StringIO(text, newline="\n"):
        mark = _fence(line, fence)
        if held and not fence and (mark or not line.strip()):
            yield "".join(held), False
            held = []
        held.append(line)
        if mark and fence:
            yield "".join(held), True
            held = []
            fence = ""
        elif mark:
            fence = mark
    if held:
        yield "".join(held), bool(fence)


def _fence(line: str, opened: str) -> str:
    """The fence this line opens, or with one open closes; empty if it does neither."""
    match = _FENCE.match(line)
    if match is None:
        return ""
    mark, rest = match[1], match[2]
    if opened:
        closes = mark[0] == opened[0] and len(mark) >= len(opened) and not rest.strip()
        return mark if closes else ""
    return "" if mark[0] == "`" and "`" in rest else mark
