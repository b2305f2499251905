"""What an exception is called on the wire. Pure."""

from __future__ import annotations

from typing import Any, Final, cast, get_args

from tutor_shared.errors import MailboxFull, StoreError, WireError
from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import Error, ErrorCode

_CODES: Final[frozenset[str]] = frozenset(get_args(ErrorCode))
#: Long enough for a lock or a restart of the database to pass.
_RETRY_S: Final = 2.0


def is_expected(error: Exception) -> bool:
    """Whether the error is part of a server's day, so that its stack tells nothing."""
    return isinstance(error, WireError | StoreError | MailboxFull)


def refusal(error: Exception, frame: Any = None) -> Error:
    """The `error` frame for an exception raised while `frame` was served.

    It carries the frame's id or ref, and never the text of an unexpected exception.
    """
    code, message, retry = _named(error)
    return Error(
        code=code,
        message=message,
        id=getattr(error, "id", None) or getattr(frame, "id", None),
        ref=getattr(error, "ref", None) or getattr(frame, "ref", None),
        retry_after_s=retry,
    )


def _named(error: Exception) -> tuple[ErrorCode, str, float | None]:
    match error:
        case WireError(code=code) if code in _CODES:
            retry = _RETRY_S if code == "unavailable" else None
            return cast("ErrorCode", code), clean(error.message), retry
        case StoreError():
            return "unavailable", "Nothing can be stored just now; try again in a moment.", _RETRY_S
        case MailboxFull():
            return "busy", "The lesson is still busy; send this again in a moment.", _RETRY_S
        case _:
            return "internal", "Something went wrong here and was noted; send this again.", None
