"""The first frame: from a connected stranger to a user, or to nothing.

Whatever is not a valid `hello` in time closes the connection with nothing else said.
"""

from __future__ import annotations

from typing import Final

from tutor_server.session.ports import Users
from tutor_server.transport.authentication import authenticate
from tutor_shared.errors import StoreError, WireError
from tutor_shared.wire.codec import decode_client
from tutor_shared.wire.frames import PROTOCOL, Bye, Hello

#: The close code and reason for a connection that does not begin with `hello`.
NO_HELLO: Final = (4401, "hello first")

_UNSUPPORTED: Final = Bye(
    code="unsupported",
    message=f"This server speaks protocol {PROTOCOL}; use a tutor of the same version.",
)
_UNAUTHORIZED: Final = Bye(
    code="unauthorized",
    message="This token opens nothing here; set TUTOR_TOKEN to one that `tutor user add` printed.",
)
_CANNOT_TELL: Final = Bye(
    code="overloaded",
    message="The server cannot look up tokens just now; try again in a moment.",
    retry_after_s=2.0,
)
TOO_MANY: Final = Bye(
    code="overloaded",
    message="You are connected here as often as one user may be; close another terminal first.",
    retry_after_s=10.0,
)


def read_hello(data: bytes) -> Hello | None:
    """The first frame as a `hello`, or None for anything else."""
    try:
        frame = decode_client(data)
    except WireError:
        return None
    return frame if isinstance(frame, Hello) else None


async def judge(hello: Hello, header_token: str | None, users: Users) -> str | Bye:
    """The user who says hello, or how they are sent away."""
    if hello.protocol != PROTOCOL:
        return _UNSUPPORTED
    try:
        user = await authenticate(users, hello=hello.token, header=header_token)
    except StoreError:
        return _CANNOT_TELL
    return user if user is not None else _UNAUTHORIZED
