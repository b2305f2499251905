"""Text from anyone, made harmless for a terminal.

Stripped: C0 but tab and newline, DEL, C1, and the bidi embeddings, overrides and isolates
(Unicode Standard Annex 9; the "Trojan Source" set). Carriage returns become newlines.
"""

from __future__ import annotations

from typing import Final

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_DROPPED: Final[dict[int, None]] = dict.fromkeys(
    code
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, *_BIDI)
    if code not in (0x09, 0x0A)
)


def clean(text: str) -> str:
    """The text without what could steer a terminal or reorder a line."""
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_DROPPED)


def is_storable(text: str) -> bool:
    """Whether every database can hold it: no NUL, no lone surrogate."""
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
