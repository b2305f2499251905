r"""LaTeX source to tokens: commands, escaped signs, single characters. Linear, and it refuses nothing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
#: Read as one sign, as their authors mean them.
_DIGRAPHS: Final = re.compile(r"<=|>=|:=|->|=>")


class Token(NamedTuple):
    """A token and where it stood; `gap`: blanks before it that LaTeX does not just swallow."""

    text: str
    gap: bool
    start: int
    end: int


def tokens(source: str) -> list[Token]:
    """The tokens of the source. Blanks after a command's name only end the name."""
    found: list[Token] = []
    gap, place = False, 0
    while place < len(source):
        match = _DIGRAPHS.match(source, place) or _TOKEN.match(source, place)
        if match is None:  # the last branch takes any character
            break
        text, place = match[0], match.end()
        if text.isspace():
            gap = not (found and is_command(found[-1].text))
        else:
            found.append(Token(text, gap, match.start(), place))
            gap = False
    return found


def is_command(text: str) -> bool:
    r"""Whether it is a named command such as `\frac`."""
    return len(text) > 1 and text[0] == "\\" and text[1].isascii() and text[1].isalpha()
