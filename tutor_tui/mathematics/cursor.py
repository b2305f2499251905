"""A place in LaTeX source: the next token, and the raw words between braces."""

from __future__ import annotations

import re
from typing import Final

from tutor_tui.mathematics.box import Unsure
from tutor_tui.mathematics.tokens import Token, tokens

_END: Final = Token("", gap=False, start=0, end=0)
_ESCAPED: Final = re.compile(r"\\([%&_#])")
_NOT_WORDS: Final = frozenset("\\{}$")


class Cursor:
    """The tokens of one source, and how far they are read."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = tokens(source)
        self._at = 0

    def peek(self) -> Token:
        """The next token; one with no text at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def take(self) -> Token:
        """The next token, which is then behind."""
        token = self.peek()
        self._at += 1
        return token

    def take_if(self, text: str) -> bool:
        """Step over this token if it is the next."""
        found = self.peek().text == text
        self._at += found
        return found

    def expect(self, text: str) -> None:
        """Step over this token, which has to be the next."""
        if not self.take_if(text):
            raise Unsure

    def take_digit(self) -> str:
        """The first character of the next token; the rest of it stays."""
        token = self.peek()
        rest = token._replace(text=token.text[1:], gap=False)
        self._tokens[self._at : self._at + 1] = [rest] if rest.text else []
        return token.text[0]

    def words(self) -> str:
        """The text between the braces that begin here, for people to read: no mathematics in it."""
        self.expect("{")
        start = self._tokens[self._at - 1].end
        while (token := self.take()).text != "}":
            if not token.text or token.text == "{":
                raise Unsure
        text = _ESCAPED.sub(r"\1", self._source[start : token.start].replace("~", " "))
        if not _NOT_WORDS.isdisjoint(text):
            raise Unsure
        return re.sub(r"\s+", " ", text)
