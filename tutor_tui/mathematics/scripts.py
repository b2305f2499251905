"""Raised and lowered characters. A text is raised as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

_RAISED: Final[Mapping[str, str]] = {
    **dict(zip("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("βγδθφχ", "ᵝᵞᵟᶿᵠᵡ", strict=True)),
    "\N{PRIME}": "\N{PRIME}",
    "\N{DOUBLE PRIME}": "\N{DOUBLE PRIME}",
    "\N{RING OPERATOR}": "\N{DEGREE SIGN}",
}
_LOWERED: Final[Mapping[str, str]] = {
    **dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφχ", "ᵦᵧᵨᵩᵪ", strict=True)),
}


def raised(text: str) -> str | None:
    """The text as superscript characters; None where one is missing."""
    return _mapped(text, _RAISED)


def lowered(text: str) -> str | None:
    """The text as subscript characters; None where one is missing."""
    return _mapped(text, _LOWERED)


def _mapped(text: str, table: Mapping[str, str]) -> str | None:
    parts = text.split(" ")
    if any(_is_word_break(left, right) for left, right in pairwise(parts)):
        return None
    signs = [table.get(sign) for sign in "".join(parts)]
    known = [sign for sign in signs if sign is not None]
    return "".join(known) if len(known) == len(signs) else None


def _is_word_break(left: str, right: str) -> bool:
    """Whether the blank between them keeps two words or numbers apart."""
    return left[-1:].isalnum() and right[:1].isalnum()
