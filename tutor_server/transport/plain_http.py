"""What is answered before a connection becomes a WebSocket. Pure.

`/healthz`: the process lives. `/readyz`: it can teach. `/metrics`: its numbers, for Prometheus.
Anything else is for WebSocket clients, who are refused while the house is full.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tutor_server.exposition import CONTENT_TYPE

#: Seconds until a refused client may find a place.
RETRY_AFTER_S: Final = 30


@dataclass(frozen=True)
class Reply:
    """A plain response."""

    status: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)


def reply(
    path: str, *, upgrade: bool, ready: bool, room: bool, metrics: Callable[[], str]
) -> Reply | None:
    """The response to a request for `path`, or None to go on with the WebSocket handshake."""
    match path.partition("?")[0]:
        case "/healthz":
            return Reply(200, "ok\n")
        case "/readyz":
            return Reply(200, "ready\n") if ready else Reply(503, "not ready\n")
        case "/metrics":
            return Reply(200, metrics(), {"Content-Type": CONTENT_TYPE})
        case _ if not upgrade:
            return Reply(404, "There is no page here. Learn with: tutor chat --server URL\n")
        case _ if not room:
            retry = {"Retry-After": str(RETRY_AFTER_S)}
            return Reply(503, "The server is full; try again in a moment.\n", retry)
        case _:
            return None
