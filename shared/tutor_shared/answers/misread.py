"""Why a text is not one number, told so that the learner can mend it.

Nothing here costs an attempt.
"""

from __future__ import annotations

from typing import Final

from tutor_shared.answers.block import NumberFormat
from tutor_shared.answers.kind import Judged, ungraded
from tutor_shared.answers.plain import plain
from tutor_shared.answers.reading import MAX_TEXT, readings
from tutor_shared.answers.words import bare, quote

_MAX_PIECES: Final = 8
_OPERATORS: Final = str.maketrans(dict.fromkeys("+-*/^()", " "))


def misread(text: str, number_format: NumberFormat, like: str) -> Judged:
    """The verdict on a text without a reading; `like` is an example of a number."""
    if len(text) > MAX_TEXT:
        return ungraded(f"That is too long; write one number, like {like}.", readable=False)
    typed = bare(plain(text))
    if not typed:
        return ungraded(
            f"I could not read {quote(text)} as a number. Write it like {like}.", readable=False
        )
    if _divides_by_zero(typed):
        return ungraded("Nothing can be divided by zero; look at the denominator.")
    if _is_several(typed, number_format):
        return ungraded(f"Those are several answers; give one number, like {like}.")
    if _is_calculation(typed):
        return ungraded(f"That is a calculation; give its result as one number, like {like}.")
    if (unit := _unit(typed, number_format)) is not None:
        return ungraded(f"Write the number alone, without {quote(unit)}.")
    return ungraded(
        f"I could not read {quote(text)} as a number. Write it like {like}.", readable=False
    )


def _divides_by_zero(typed: str) -> bool:
    over, slash, under = typed.rpartition("/")
    return bool(slash) and under.strip(" ()") == "0" and any(c.isdigit() for c in over)


def _is_several(typed: str, number_format: NumberFormat) -> bool:
    for joint in (" or ", " and ", ";", "\n", ","):
        pieces = [piece.strip() for piece in typed.split(joint, _MAX_PIECES)]
        if len(pieces) > 1 and all(readings(piece, number_format) for piece in pieces):
            return True
    return False


def _is_calculation(typed: str) -> bool:
    """Only numerals and signs between them, and at least two numerals."""
    pieces = typed.translate(_OPERATORS).split()
    return (
        len(pieces) > 1
        and any(sign in typed for sign in "+-*/^(")
        and all(piece.replace(".", "").replace(",", "").isdigit() for piece in pieces)
    )


def _unit(typed: str, number_format: NumberFormat) -> str | None:
    """What follows a number that stands first: `cm` in `19 cm`."""
    end = next((index for index, char in enumerate(typed) if char.isalpha() or char in "°€£"), 0)
    unit = typed[end:]
    if not end or len(unit) > 20 or len(unit.split()) > 2 or any(c.isdigit() for c in unit):
        return None
    return unit if readings(typed[:end], number_format) else None
