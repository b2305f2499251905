"""Identifiers: made here, and checked here.

Made ids are 128 random bits in the URL-safe alphabet, 22 characters (RFC 4648, section 5).
"""

from __future__ import annotations

import base64
import secrets
import unicodedata

ID_PATTERN = r"^[A-Za-z0-9_-]{16,64}$"
SLUG_PATTERN = r"^[a-z0-9-]{1,64}$"

_ID_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_SLUG_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def new_id() -> str:
    """A fresh id for a frame, a session or a message."""
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()


def is_id(text: str) -> bool:
    """Whether a client's id has the form the wire asks for."""
    return 16 <= len(text) <= 64 and _ID_ALPHABET.issuperset(text)


def is_slug(text: str) -> bool:
    """Whether a name can be a course's, topic's, skill's or question's."""
    return 1 <= len(text) <= 64 and _SLUG_ALPHABET.issuperset(text)


def normalise_user(name: str) -> str:
    """One spelling for one user: NFC and case-folded.

    Two names that only look alike stay two users.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
