r"""LaTeX source to tokens: commands, escaped signs, numbers, characters. Linear, and it refuses nothing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: Numbers are one token, and so are arrows and relations typed with two characters.
_TOKEN: Final = re.compile(
    r"\\[A-Za-z]+|\\.|\s+|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|<=|>=|:=|->|=>|.", re.DOTALL
)


class Token(NamedTuple):
    """A token and where it stood; `gap`: blanks before it that LaTeX does not just swallow."""

    text: str
    gap: bool
    start: int
    end: int


def tokens(source: str) -> list[Token]:
    """The tokens of the source. Blanks after a command's name only end the name."""
    found: list[Token] = []
    gap = False
    for match in _TOKEN.finditer(source):
        text = match[0]
        if text.isspace():
            gap = not (found and is_command(found[-1].text))
        else:
            found.append(Token(text, gap, match.start(), match.end()))
            gap = False
    return found


def is_command(text: str) -> bool:
    r"""Whether it is a named command such as `\frac`."""
    return len(text) > 1 and text[0] == "\\" and text[1].isascii() and text[1].isalpha()


def is_number(text: str) -> bool:
    """Whether it is digits, perhaps with a point."""
    return text[-1:].isascii() and text[-1:].isdigit()
