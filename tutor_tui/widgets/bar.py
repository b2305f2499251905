"""A share of one as a bar of glyphs and a percentage: readable without colour. Pure."""

from __future__ import annotations

from typing import Final

FULL: Final = "━"
EMPTY: Final = "╌"
MASTERED: Final = "✓"


def bar(share: float, width: int = 10) -> str:
    """The bar alone. Not full before the share is, and not empty once there is some."""
    share = min(max(share, 0.0), 1.0)
    filled = int(share * width)
    if filled == 0 and share > 0:
        filled = 1
    return FULL * filled + EMPTY * (width - filled)


def percent(share: float) -> str:
    """The share in words; 100 % is said of the whole only."""
    return f"{int(min(max(share, 0.0), 1.0) * 100)} %"
