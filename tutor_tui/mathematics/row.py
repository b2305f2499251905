"""Pieces side by side: which blanks stand between them, and who needs brackets beside whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from tutor_tui.mathematics.box import Box, Kind, Level, opens

_SIGNS: Final = frozenset("+-±∓")
_OPERATORS: Final = frozenset({"binary", "divide"})
_NAMES: Final = frozenset({"function", "big"})
#: What a sign stands behind when it is one number's own.
_BEFORE_SIGN: Final[frozenset[Kind]] = frozenset(
    {"binary", "divide", "relation", "punctuation", "open", "function", "big"}
)


def join(boxes: Sequence[Box]) -> Box:
    """The row as one operand."""
    row = _mixed_numbers([box for box in boxes if box.text])
    if len(row) < 2:
        return replace(row[0], gap=False) if row else Box("")
    parts = [_text(row, place) for place in range(len(row))]
    blanks = ["", *(" " if _is_apart(row, place) else "" for place in range(1, len(row)))]
    line = "".join(blank + part for blank, part in zip(blanks, parts, strict=True))
    return Box(line, level=_level(row))


def _mixed_numbers(row: Sequence[Box]) -> list[Box]:
    """Join a whole number and the proper fraction behind it: `2 1/2` is a sum, not a product."""
    joined: list[Box] = []
    for box in row:
        mixed = joined and _is_mixed(joined[-1].text, box)
        joined.append(_mixed(joined.pop(), box) if mixed else box)
    return joined


def _mixed(whole: Box, part: Box) -> Box:
    text = f"{whole.text} {part.text}"
    return Box(text, level=Level.SUM, gap=whole.gap, shut=f"({text})", open_left=True)


def _is_mixed(whole: str, box: Box) -> bool:
    top, _, bottom = box.text.partition("/")
    numbers = all(part.isascii() and part.isdigit() for part in (whole, top, bottom))
    return numbers and box.open_left and int(top) < int(bottom)


def _text(row: Sequence[Box], place: int) -> str:
    """The piece's text as its neighbours let it be."""
    box = row[place]
    if not box.shut:
        return box.text
    right = row[place + 1] if place + 1 < len(row) else None
    left = row[place - 1] if place else None
    shut = _binds_right(box, right) or (box.open_left and _binds_left(box, left))
    return box.shut if shut else box.text


def _binds_right(box: Box, right: Box | None) -> bool:
    if right is None or box.kind == "big":
        return False
    if box.kind == "function":
        return opens(right)
    if right.kind == "word":
        return not (right.gap or right.text.startswith(" "))
    return right.kind in {"operand", "open", "function", "big"} or (
        box.open_left and right.kind == "divide"
    )


def _binds_left(box: Box, left: Box | None) -> bool:
    if left is None:
        return False
    if left.kind == "word":
        return not (box.gap or left.text.endswith(" "))
    return left.kind in {"operand", "close", "function", "divide"}


def _is_apart(row: Sequence[Box], place: int) -> bool:
    """Whether a blank stands before the piece at this place, which is not the first."""
    left, right = row[place - 1], row[place]
    if left.text.endswith(" ") or right.text.startswith(" "):
        return False
    if left.kind == "open" or right.kind in {"close", "punctuation"}:
        return False
    if "relation" in {left.kind, right.kind}:
        return not (left.kind == right.kind and not right.gap)
    if ":" in {left.text, right.text}:
        return right.gap
    if left.kind in _OPERATORS:
        return not _is_sign(row, place - 1) and _is_airy(row, place - 1)
    if right.kind in _OPERATORS and not _is_sign(row, place):
        return _is_airy(row, place)
    if left.kind in _NAMES:
        return left.kind == "big" or not (opens(right) or right.open_left)
    return right.gap or (right.kind in _NAMES and left.kind in {"operand", "word", "close"})


def _is_sign(row: Sequence[Box], place: int) -> bool:
    """Whether the piece is the sign of what follows it."""
    if row[place].text not in _SIGNS:
        return False
    return place == 0 or row[place - 1].kind in _BEFORE_SIGN


def _is_airy(row: Sequence[Box], place: int) -> bool:
    """Whether the author left a blank on either side of the operator."""
    return row[place].gap or (place + 1 < len(row) and row[place + 1].gap)


def _level(row: Sequence[Box]) -> Level:
    """How loosely the row holds together: the loosest thing outside its brackets."""
    level, depth, units = Level.PRIME, 0, 0
    for box in row:
        depth -= box.kind == "close"
        if depth == 0:
            level = max(level, _own_level(box))
            units += box.kind in {"operand", "word", "open"}
        depth += box.kind == "open"
        if depth < 0:
            return Level.SUM
    if depth or any(right.kind == "word" and right.gap for _, right in pairwise(row)):
        return Level.SUM
    return max(level, Level.PRODUCT) if units > 1 else level


def _own_level(box: Box) -> Level:
    return Level.SUM if box.kind in _NAMES else box.level
