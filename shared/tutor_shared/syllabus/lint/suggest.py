"""What an author may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

from tutor_shared.wire.clean import clean

_MAX_WORD: Final = 64
#: difflib looks at each; more would make a hostile file costly.
_MAX_KNOWN: Final = 200


def suggest(word: str, known: Iterable[str]) -> str:
    """`Did you mean …?`, or what there is, as the end of a sentence for an author."""
    words = list(islice(known, _MAX_KNOWN))
    close = get_close_matches(word[:_MAX_WORD], words, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    if not words:
        return "There are none yet; define it first."
    more = ", …" if len(words) > 12 else ""
    return f"There are: {', '.join(words[:12])}{more}. Use one of them."


def quoted(text: str) -> str:
    """Foreign text in a message: cleaned, on one line, cut."""
    shown = " ".join(clean(text).split())
    return f"`{shown[:60]}…`" if len(shown) > 60 else f"`{shown}`"
