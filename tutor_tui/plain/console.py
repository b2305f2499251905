"""Where the plain client prints: whole lines, flushed, and on a terminal a prompt and patience.

A pipe gets the lesson's lines and nothing else. On a terminal a prompt shows whose turn it is, and
a wait of more than 300 ms shows a calm `…`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from tutor_tui.plain.text import error_line

PATIENCE_S: Final = 0.3
PROMPT: Final = "> "
WAITING: Final = "…"


class Console:
    """Lines to `out`. `terminal` says that `out` is one, `prompting` that input comes from one too.

    Raises BrokenPipeError wherever it writes and nobody reads any more.
    """

    def __init__(self, out: TextIO, *, terminal: bool = False, prompting: bool = False) -> None:
        self._out = out
        self._terminal = terminal
        self._prompting = terminal and prompting
        self._asking = False
        self._at_prompt = False
        """The last that is printed is a prompt without a line typed at it."""

    def show(self, lines: Iterable[str]) -> None:
        """Print lines, and do not return before they are out."""
        text = "".join(f"{line}\n" for line in lines)
        if not text:
            return
        # What comes while the learner may be typing starts on a line of its own.
        start = "\n" if self._at_prompt else ""
        self._at_prompt = self._asking
        self._write(f"{start}{text}{PROMPT if self._asking else ''}")

    def error(self, sentence: str) -> None:
        """Print what went wrong and what to do."""
        self.show([error_line(sentence)])

    def note(self, sentence: str) -> None:
        """A word that only a person at a terminal needs."""
        if self._terminal:
            self.show([sentence])

    def advise(self, sentence: str) -> None:
        """A word that only a person who types here needs."""
        if self._prompting:
            self.show([sentence])

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """While the learner is to type: a prompt."""
        if self._prompting:
            self._write(PROMPT)
            self._asking = self._at_prompt = True
        try:
            yield
        finally:
            self._asking = False

    def typed(self) -> None:
        """A line was typed, so the terminal is at the start of the next."""
        self._at_prompt = False

    def leave(self, sentence: str = "") -> None:
        """The last word, if there is one; the shell's prompt gets a line of its own."""
        if self._terminal and sentence:
            self.show([sentence])
        elif self._at_prompt:
            self._at_prompt = False
            self._write("\n")

    @contextlib.contextmanager
    def patience(self) -> Iterator[None]:
        """While something may take time: say so once, if it does."""
        loop = asyncio.get_running_loop()
        handle = loop.call_later(PATIENCE_S, self._wait_is_long) if self._terminal else None
        try:
            yield
        finally:
            if handle is not None:
                handle.cancel()

    def _wait_is_long(self) -> None:
        with contextlib.suppress(BrokenPipeError):  # the next line will find the same
            self.show([WAITING])

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except (OSError, ValueError) as error:
            raise BrokenPipeError("nobody reads the output any more") from error
