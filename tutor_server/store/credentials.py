"""Names and tokens: what a user may be called, and how a token is made and kept. Pure."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from tutor_shared.errors import UsageError
from tutor_shared.ids import normalise_user

MAX_NAME: Final = 64
_TOKEN_BYTES: Final = 32
#: A token is 43 characters; what is far longer is not hashed at all.
_MAX_TOKEN: Final = 128


def user_name(typed: str) -> str:
    """The one spelling of a user's name.

    Raises:
        UsageError: it cannot be a name.
    """
    name = normalise_user(typed)
    if not (1 <= len(name) <= MAX_NAME and name.isprintable() and name == name.strip()):
        raise UsageError(
            f"A user's name is 1 to {MAX_NAME} printable characters with no space at either end. "
            "Choose another one."
        )
    return name


def new_token() -> str:
    """256 random bits in the URL-safe alphabet."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def may_be_token(text: str) -> bool:
    """Whether it is worth hashing and looking up."""
    return text.isascii() and len(text) <= _MAX_TOKEN


def token_hash(token: str) -> str:
    """What is stored of a token: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
