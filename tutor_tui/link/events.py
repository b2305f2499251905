"""What a `ServerLink` tells its consumer besides the server's own frames."""

from __future__ import annotations

from dataclasses import dataclass

from tutor_shared.wire.frames import ServerFrame


@dataclass(frozen=True, slots=True)
class Connected:
    """The server said welcome; the first time, and after every loss."""

    user: str
    server: str


@dataclass(frozen=True, slots=True)
class Lost:
    """No connection now; the next attempt starts in `retry_in_s` seconds."""

    reason: str
    retry_in_s: float


@dataclass(frozen=True, slots=True)
class Doubtful:
    """No reply to this lesson frame in time: it may have counted, or not.

    It is sent again under the same id once the session is resumed, so it counts once.
    """

    id: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """These lesson frames belonged to a session that is no more; they are not sent."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The lesson is open in another terminal now. The link has ended."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will not have us, or is not to be reached. The link has ended.

    `code` is the protocol's error or bye code that fits best.
    """

    code: str
    reason: str


LinkEvent = Connected | Lost | Doubtful | Dropped | TakenOver | Refused
#: Everything the stream of a link carries.
Incoming = LinkEvent | ServerFrame
