"""The port the server listens on.

Stopping is a written order: take no new connections; say `bye` in batches, each client being told
another moment to come back at; give them a bounded time to close; cut the rest.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import random
import socket
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Final, Literal, cast

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Origin, Subprotocol

from tutor_server.session.ports import Courses, Lessons, Sessions, Users
from tutor_server.settings import Settings
from tutor_server.transport.channel import Channel
from tutor_server.transport.connection import Connection
from tutor_server.transport.guests import Guests
from tutor_server.transport.plain_http import reply
from tutor_server.transport.presence import Presence
from tutor_server.transport.services import ReadRecord, Services
from tutor_server.transport.tls import server_context
from tutor_server.transport.traffic import Traffic
from tutor_shared.clock import Clock
from tutor_shared.errors import UsageError
from tutor_shared.wire.frames import MAX_FRAME_TO_SERVER, SUBPROTOCOL, Bye

#: Connections the system may hold for us while the loop is busy: a class that starts at the bell.
BACKLOG: Final = 4096
#: A lost connection holds its session for no longer than this after its last sign of life.
CLOSE_TIMEOUT_S: Final = 5.0
BYE_BATCH: Final = 100
#: Clients of a restarted server are spread over this many seconds.
RETRY_SPREAD_S: Final = 5.0

#: The library logs every handshake that fails, with a traceback; channels tell what matters.
_quiet = logging.getLogger("tutor.websockets")
_quiet.setLevel(logging.CRITICAL)


class Listener:
    """Accepts connections and runs a channel for each.

    `ready` says whether the server can teach, `metrics` gives the page of its numbers, some of which
    are kept in `traffic`. `presence` is told of clients that come and go. `spread` gives numbers in
    [0, 1).
    """

    def __init__(  # noqa: PLR0913 - each port by its name, at the one place that joins them
        self,
        config: Settings,
        *,
        lessons: Lessons,
        sessions: Sessions,
        users: Users,
        courses: Courses,
        record: ReadRecord,
        clock: Clock,
        ready: Callable[[], bool],
        metrics: Callable[[], str] = str,
        traffic: Traffic | None = None,
        presence: Presence | None = None,
        spread: Callable[[], float] = random.random,
    ) -> None:
        self._config = config
        self._ready = ready
        self._metrics = metrics
        self._traffic = traffic or Traffic()
        self._spread = spread
        self._server: Server | None = None
        self._channels: dict[Channel, Connection] = {}
        self._services = Services(
            lessons=lessons,
            sessions=sessions,
            users=users,
            courses=courses,
            record=record,
            clock=clock,
            guests=Guests(config.max_per_user, presence),
            heartbeat_s=config.heartbeat_s,
            server=f"tutor {version('maieutic')}",
            traffic=self._traffic,
        )

    async def start(self) -> str:
        """Listen, and return the address as clients write it: `ws://HOST:PORT`.

        Raises:
            UsageError: the port cannot be had, or the certificate cannot be used.
        """
        config = self._config
        tls = server_context(config.tls_cert, config.tls_key)
        try:
            self._server = await serve(
                self._handle,
                config.host,
                config.port,
                backlog=BACKLOG,
                close_timeout=CLOSE_TIMEOUT_S,
                compression=None,
                create_connection=Connection,
                logger=_quiet,
                max_size=MAX_FRAME_TO_SERVER,
                origins=[None, *map(Origin, config.origins)],
                ping_interval=config.heartbeat_s,
                ping_timeout=config.heartbeat_s,
                process_request=self._before_upgrade,
                server_header=None,
                ssl=tls,
                subprotocols=[Subprotocol(SUBPROTOCOL)],
            )
        except OSError as error:
            raise UsageError(_cannot_listen(config, error)) from None
        return _address(self._server.sockets, secure=tls is not None)

    async def stop(self, reason: Literal["restart", "shutdown"]) -> None:
        """End every connection with `bye`; returns within about `config.shutdown_s` seconds."""
        if self._server is None:
            return
        self._server.close(close_connections=False)
        await self._say_bye(reason)
        if not await self._closed(self._config.shutdown_s):
            for connection in self._channels.values():
                connection.transport.abort()
            await self._closed(CLOSE_TIMEOUT_S)

    async def _handle(self, connection: ServerConnection) -> None:
        assert isinstance(connection, Connection)
        channel = Channel(connection, connection.take_headers(), self._services)
        self._channels[channel] = connection
        self._traffic.connections += 1
        try:
            await channel.run()
        finally:
            self._traffic.connections -= 1
            del self._channels[channel]

    def _before_upgrade(self, connection: ServerConnection, request: Request) -> Response | None:
        answer = reply(
            request.path,
            upgrade="Upgrade" in request.headers,
            ready=self._ready(),
            room=len(self._channels) < self._config.max_connections,
            metrics=self._metrics,
        )
        if answer is None:
            return None
        response = connection.respond(answer.status, answer.text)
        for name, value in answer.headers.items():
            if name in response.headers:
                del response.headers[name]
            response.headers[name] = value
        return response

    async def _say_bye(self, reason: Literal["restart", "shutdown"]) -> None:
        channels = list(self._channels)
        for first in range(0, len(channels), BYE_BATCH):
            for channel in channels[first : first + BYE_BATCH]:
                channel.end(self._bye(reason))
            await asyncio.sleep(0)

    def _bye(self, reason: Literal["restart", "shutdown"]) -> Bye:
        if reason == "shutdown":
            return Bye(code="shutdown", message="The server is closing; your lesson is kept.")
        after = round(1.0 + self._spread() * RETRY_SPREAD_S, 2)
        return Bye(
            code="restart",
            message="The server starts anew; your lesson goes on in a moment.",
            retry_after_s=after,
        )

    async def _closed(self, within_s: float) -> bool:
        assert self._server is not None
        waiting = asyncio.ensure_future(self._server.wait_closed())
        done, _ = await asyncio.wait({waiting}, timeout=within_s)
        waiting.cancel()
        return bool(done)


def _address(sockets: Sequence[socket.socket], *, secure: bool) -> str:
    host, port = cast("tuple[str, int]", sockets[0].getsockname()[:2])
    scheme = "wss" if secure else "ws"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _cannot_listen(config: Settings, error: OSError) -> str:
    place = f"{config.host} port {config.port}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"Something listens on {place} already; stop it or choose another --port."
        case errno.EACCES:
            return f"You may not listen on {place}; choose a --port from 1024 on."
        case _:
            return f"Cannot listen on {place} ({error}); choose another --host or --port."
