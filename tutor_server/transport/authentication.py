"""From a token to a user.

Tokens are 256 random bits, so they are looked up by their hash and need no slow one; a comparison
of hashes tells a guesser nothing, and an attempt costs microseconds.
"""

from __future__ import annotations

from typing import Final

from websockets.datastructures import Headers, MultipleValuesError

from tutor_server.session.ports import Users

_SCHEME: Final = "bearer "
_MAX_TOKEN: Final = 512


def bearer(headers: Headers) -> str | None:
    """The token of an `Authorization: Bearer` header (RFC 6750, section 2.1), if there is one."""
    try:
        value = headers.get("Authorization")
    except MultipleValuesError:
        return None
    if value is None or not value.lower().startswith(_SCHEME):
        return None
    return value[len(_SCHEME) :].strip() or None


async def authenticate(users: Users, *, hello: str | None, header: str | None) -> str | None:
    """The user of the token; the one in `hello` wins over the header's. None is nobody.

    Raises:
        StoreError: it cannot be known now.
    """
    token = hello if hello is not None else header
    if not token or len(token) > _MAX_TOKEN or not token.isascii():
        return None
    return await users.authenticate(token)
