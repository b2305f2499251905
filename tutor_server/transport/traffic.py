"""What goes over a listener's sockets, in plain numbers for whoever measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor_shared.wire.frames import CLOSE_CODES


def _no_byes() -> dict[str, int]:
    return dict.fromkeys(CLOSE_CODES, 0)


@dataclass(slots=True)
class Traffic:
    """`connections` are open now, welcomed or not; the rest counts from the start on.

    Frames are the protocol's own: pings of the WebSocket below it are not among them.
    """

    connections: int = 0
    frames_in: int = 0
    frames_out: int = 0
    byes: dict[str, int] = field(default_factory=_no_byes)
