"""What people write around an answer, and how to quote them.

English phrases; another language adds its own to `_LEADS`.
"""

from __future__ import annotations

from typing import Final

from tutor_shared.answers.glyphs import TYPEWRITER

_QUOTED = 40

_LEADS: Final = (
    "the answer is",
    "my answer is",
    "the answer",
    "answer is",
    "answer",
    "i think it is",
    "i think it's",
    "i think",
    "i guess",
    "it is",
    "it's",
    "its",
    "is it",
    "is this",
    "that is",
    "that's",
    "this is",
    "maybe",
    "so",
)
_ENDS: Final = " \t\n.?!,;:"
_STARTS: Final = " \t\n:,=≈~"


def bare(text: str) -> str:
    """The text without a lead such as "I think it is" and without closing punctuation."""
    text = text.rstrip(_ENDS).lstrip(_STARTS)
    for _ in range(3):
        lead = _lead(text)
        if not lead:
            break
        text = text[lead:].lstrip(_STARTS)
    return text


def _lead(text: str) -> int:
    """The length of the phrase the text begins with, 0 where there is none."""
    if not text[:1].isalpha():
        return 0
    start = text[:24].translate(TYPEWRITER).lower()
    for phrase in _LEADS:
        if start.startswith(phrase) and text[len(phrase) : len(phrase) + 1] in _STARTS:
            return len(phrase)
    return 0


def quote(text: str) -> str:
    """What was typed, on one line, printable and short, in quotation marks."""
    start = text[: 4 * _QUOTED]
    line = " ".join("".join(c if c.isprintable() else " " for c in start).split())
    return f"'{line[:_QUOTED]}…'" if len(line) > _QUOTED else f"'{line}'"


def either(items: list[str] | tuple[str, ...]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join((", ".join(items[:-1]), items[-1])) if len(items) > 1 else "".join(items)
