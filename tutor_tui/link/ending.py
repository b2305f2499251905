"""How a connection ended, and what follows from it: try again, or not.

A clean close, a refused token and a takeover end the link for good; everything else may pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import CLOSE_CODES, Bye
from tutor_tui.link.events import Refused, TakenOver

#: What a server may ask a client to wait, in seconds; longer would look like a hang.
LONGEST_WAIT_S: Final = 60.0

LOST: Final = "The connection was lost."
NOT_KNOWN: Final = (
    "The server did not accept the token. "
    "Set TUTOR_TOKEN to a token that `tutor user add` printed for this server."
)
TAKEN_OVER: Final = "This lesson is open in another terminal now."
REMOVED: Final = "This server does not know you any more. Ask who runs it for a new token."
OTHER_VERSION: Final = "The server speaks another version of the protocol. Upgrade tutor."
NO_TUTOR: Final = "What answers at that address is no tutor server. Check the address."
CLOSED: Final = "The server ended the connection. Start `tutor chat` again to go on."

_CLEAN: Final = 1000
_TRY_LATER: Final = (408, 425, 429)


@dataclass(frozen=True, slots=True)
class Ending:
    """The facts of one ending; `close_code` is WebSocket's, `http_status` a refused handshake's.

    `refusal` carries what makes trying again pointless from this side.
    """

    reason: str = LOST
    close_code: int | None = None
    bye: Bye | None = None
    http_status: int | None = None
    retry_after_s: float = 0.0
    refusal: Refused | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Connect again, not before `at_least_s` seconds."""

    reason: str
    at_least_s: float


def follow(ending: Ending) -> Retry | TakenOver | Refused:
    """What follows from an ending."""
    if ending.refusal is not None:
        return ending.refusal
    if ending.http_status is not None:
        return _after_status(ending, ending.http_status)
    said = clean(ending.bye.message) if ending.bye else ""
    match CLOSE_CODES[ending.bye.code] if ending.bye else ending.close_code:
        case 4409:
            return TakenOver(said or TAKEN_OVER)
        case 4401 if ending.bye and ending.bye.code == "removed":
            return Refused("removed", said or REMOVED)
        case 4401:
            return Refused("unauthorized", NOT_KNOWN)
        case 4406:
            return Refused("unsupported", said or OTHER_VERSION)
        case code if code == _CLEAN:
            return Refused("closed", CLOSED)
    asked = ending.bye.retry_after_s if ending.bye else None
    return Retry(said or ending.reason, _bounded(asked or ending.retry_after_s))


def _after_status(ending: Ending, status: int) -> Retry | Refused:
    if status >= 500 or status in _TRY_LATER:
        return Retry(ending.reason, _bounded(ending.retry_after_s))
    return Refused("unsupported", NO_TUTOR)


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT_S)
