r"""Commands that take something, and those that only move or dress what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Blanks of any width, and commands that change only how a page looks.
BLANKS: Final = frozenset({r"\,", r"\;", r"\:", r"\ ", r"\>", "~", r"\quad", r"\qquad", r"\space"})
SILENT: Final = frozenset(
    {r"\!", r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\limits", r"\nolimits"}
    | {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
)
FRACTIONS: Final = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})
#: Words set upright, with their blanks; and letters in another face.
TEXTS: Final = frozenset({r"\text", r"\textrm", r"\textbf", r"\textit", r"\mbox"})
FACES: Final = frozenset(
    {r"\mathrm", r"\mathbf", r"\mathit", r"\mathsf", r"\mathcal", r"\boldsymbol", r"\mathtt"}
)
DOUBLE_STRUCK: Final[Mapping[str, str]] = dict(zip("CHNPQRZEF", "ℂℍℕℙℚℝℤ𝔼𝔽", strict=True))
#: Combining marks.
ACCENTS: Final[Mapping[str, str]] = {
    r"\overline": "\N{COMBINING OVERLINE}",
    r"\bar": "\N{COMBINING MACRON}",
    r"\hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    r"\widehat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    r"\tilde": "\N{COMBINING TILDE}",
    r"\vec": "\N{COMBINING RIGHT ARROW ABOVE}",
    r"\dot": "\N{COMBINING DOT ABOVE}",
    r"\ddot": "\N{COMBINING DIAERESIS}",
}
