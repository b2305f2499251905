"""A piece of mathematics set on one line, with what its neighbours must know about it."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

import msgspec

#: What a piece is in its row: it decides the blanks, and whether a neighbour binds to it.
Kind = Literal[
    "operand",
    "word",
    "function",
    "big",
    "open",
    "close",
    "binary",
    "divide",
    "relation",
    "punctuation",
]


class Level(IntEnum):
    """How loosely a text holds together: the higher, the sooner it needs brackets."""

    PRIME = 0  # a letter, a number, something in brackets
    POWER = 1
    PRODUCT = 2
    QUOTIENT = 3
    SUM = 4


class Box(msgspec.Struct, frozen=True):
    """One piece. `gap`: blanks stood before it in the source.

    `shut` is its text beside an operand on the right, and with `open_left` on the left too, where
    `text` would be misread: of `1/2` it is `(1/2)`. Empty: the same as `text`.
    """

    text: str
    kind: Kind = "operand"
    level: Level = Level.PRIME
    gap: bool = False
    shut: str = ""
    open_left: bool = False


class Unsure(Exception):
    """This LaTeX is not understood: its source stands."""


def opens(box: Box) -> bool:
    """Whether it begins with a bracket, so that a function's name may touch it."""
    return box.kind == "open" or box.text[:1] in {"(", "[", "{", "|"}


def bracketed(box: Box) -> str:
    """Its text in round brackets; never in two pairs."""
    closed = box.level is Level.PRIME and box.text.startswith("(")
    return box.text if closed else f"({box.text})"


def within(box: Box, level: Level) -> str:
    """Its text, in brackets if it is looser than the level."""
    return box.text if box.level <= level else bracketed(box)
