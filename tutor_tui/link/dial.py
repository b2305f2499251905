"""Opening the socket: how a connection is made, and what its failures mean."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from tutor_shared.wire import frames
from tutor_tui.link.ending import NO_TUTOR, Ending
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.link.events import Refused

OPEN_LIMIT_S: Final = 10.0
CLOSE_LIMIT_S: Final = 1.0

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


async def dial(endpoint: Endpoint) -> ClientConnection | Ending:
    """An open socket that speaks the subprotocol, or how it failed; never raises for a failure."""
    try:
        socket = await _connect(endpoint)
    except InvalidStatus as refused:
        return _not_upgraded(refused, endpoint.url)
    except (OSError, TimeoutError, WebSocketException) as error:
        return Ending(_unreachable(endpoint.url, error))
    if socket.subprotocol != frames.SUBPROTOCOL:
        await socket.close()
        return Ending(refusal=Refused("unsupported", NO_TUTOR))
    return socket


async def _connect(endpoint: Endpoint) -> ClientConnection:
    token = endpoint.token
    host = urlsplit(endpoint.url).hostname
    return await connect(
        endpoint.url,
        subprotocols=[Subprotocol(frames.SUBPROTOCOL)],
        additional_headers={"Authorization": f"Bearer {token}"} if token else None,
        compression=None,
        max_size=frames.MAX_FRAME_TO_CLIENT,
        open_timeout=OPEN_LIMIT_S,
        close_timeout=CLOSE_LIMIT_S,
        # The protocol's own `ping` asks the server's channel, not only its library.
        ping_interval=None,
        # A proxy of the environment is for the world, not for this machine.
        proxy=None if host in _LOOPBACK else True,
    )


def _not_upgraded(refused: InvalidStatus, url: str) -> Ending:
    response = refused.response
    asked = response.headers.get("Retry-After", "")
    return Ending(
        f"The server at {url} takes no more connections now. Try again in a moment.",
        http_status=response.status_code,
        retry_after_s=float(asked) if asked.isascii() and asked.isdecimal() else 0.0,
    )


def _unreachable(url: str, error: Exception) -> str:
    return (
        f"No tutor server answers at {url} ({_why(error)}). "
        "Check the address, or start a server with: tutor serve"
    )


def _why(error: Exception) -> str:
    match error:
        case ConnectionRefusedError():
            return "nobody listens there"
        case TimeoutError():
            return f"no answer in {OPEN_LIMIT_S:.0f} s"
        case OSError(strerror=str() as reason) if reason:
            return reason
        case WebSocketException():
            return "what answers is no WebSocket server"
        case _:
            return "it cannot be reached"
