"""Two quiet palettes, and which of them a terminal is likely to want.

A colour never stands alone: beside each is a word or a glyph, so that nothing is lost without.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.theme import Theme

DARK: Final = "tutor-dark"
LIGHT: Final = "tutor-light"


def themes() -> list[Theme]:
    """Both themes."""
    from textual.theme import Theme

    return [
        Theme(
            name=DARK,
            primary="#8ab8d0",
            secondary="#b3a5d3",
            accent="#d3b583",
            success="#93c28f",
            warning="#d9b36c",
            error="#e09a94",
            foreground="#d9dde3",
            background="#16191d",
            surface="#1c2025",
            panel="#262b31",
            dark=True,
        ),
        Theme(
            name=LIGHT,
            primary="#22617f",
            secondary="#5c4a8a",
            accent="#7a5600",
            success="#2c6b33",
            warning="#7d5900",
            error="#9d322c",
            foreground="#25282c",
            background="#faf9f6",
            surface="#f1efea",
            panel="#e4e1da",
            dark=False,
        ),
    ]


def fitting(environ: Mapping[str, str]) -> str:
    """The theme for a terminal: light where COLORFGBG names a white background, else dark."""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK
