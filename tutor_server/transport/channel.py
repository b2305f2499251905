"""One connection: from its first frame to its last.

The reader decodes and routes. A lesson frame goes straight into the session's mailbox while there
is room. What may take long (a full mailbox, joining, reading the store) goes through a lane, in
order, so that the reader stays free to answer `ping`; only a full lane makes the socket wait.
Nothing raised by one frame ends the connection.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Final, Protocol

import structlog
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed

from tutor_server.transport.attachment import Attachment
from tutor_server.transport.authentication import bearer
from tutor_server.transport.catalogue import catalogue
from tutor_server.transport.connection import NO_HEADERS
from tutor_server.transport.counted import CountedOutbox
from tutor_server.transport.greeting import NO_HELLO, TOO_MANY, judge, read_hello
from tutor_server.transport.lane import Lane
from tutor_server.transport.outbox import Sink
from tutor_server.transport.place import Place
from tutor_server.transport.refusal import is_expected, refusal
from tutor_server.transport.services import Services
from tutor_server.transport.strikes import Strikes
from tutor_shared.errors import WireError
from tutor_shared.wire import frames
from tutor_shared.wire.codec import decode_client, encode
from tutor_shared.wire.frames import CLOSE_CODES, Bye, ClientFrame, LessonFrame, ServerFrame

log = structlog.get_logger("tutor.transport")


#: How long a last frame may take to leave before the socket is closed over it.
LAST_WORDS_S: Final = 1.0
#: How long the closing handshake may take before the socket is cut.
CLOSING_S: Final = 5.0
#: A client that closes with one of these meant to.
_CLEAN: Final = (1000, 1001)


class Socket(Sink, Protocol):
    """As much of a connection as a channel needs."""

    async def recv(self, decode: bool | None = None) -> bytes | str:
        """The next message; raises ConnectionClosed at the end."""

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close, and wait until closed."""

    def cut(self) -> None:
        """Close without a word."""

    @property
    def close_code(self) -> int | None:
        """The close code, once closed."""


@dataclass(frozen=True)
class _Rejoin:
    """The session behind this attachment crashed: join it again."""

    lost: Attachment


class Channel:
    """Serves one socket. `run` returns when the connection is over and everything is let go."""

    __slots__ = (
        "_ending", "_headers", "_lane", "_outbox", "_place", "_services", "_socket", "_strikes",
    )  # fmt: skip

    def __init__(self, socket: Socket, headers: Headers, services: Services) -> None:
        self._socket = socket
        self._headers = headers
        self._services = services
        self._outbox = CountedOutbox(socket, self._slow, services.traffic)
        self._lane: Lane[ClientFrame | _Rejoin] = Lane(self._perform)
        self._strikes = Strikes()
        self._place = Place(services, self._outbox, end=self.end, rejoin_soon=self._rejoin_soon)
        self._ending: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Greet, serve until the end, and clean up."""
        try:
            if await self._greet():
                await self._serve()
        except ConnectionClosed:
            pass
        finally:
            await self._finish()

    def end(self, bye: Bye) -> None:
        """Say `bye`, take nothing more, and close; returns at once."""
        if self._ending is None:
            self._services.traffic.byes[bye.code] += 1
            self._send(bye)
            self._outbox.shut()
            self._ending = asyncio.get_running_loop().create_task(self._close(bye))

    # The reader

    async def _greet(self) -> bool:
        data = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(frames.HELLO_TIMEOUT_S):
                data = await self._receive()
        hello = read_hello(data) if data is not None else None
        if hello is None:
            if self._ending is None:
                await self._socket.close(*NO_HELLO)
            return False
        judged = await judge(hello, bearer(self._headers), self._services.users)
        if isinstance(judged, str) and not self._services.guests.enter(judged):
            judged = TOO_MANY
        if isinstance(judged, Bye):
            self.end(judged)
            return False
        self._welcome(judged, hello.client)
        return True

    def _welcome(self, user: str, client: str) -> None:
        self._place.user = user
        self._headers = NO_HEADERS
        log.info("channel.welcomed", user=user, client=client[:64])
        self._send(
            frames.Welcome(
                user=user,
                server=self._services.server,
                protocol=frames.PROTOCOL,
                heartbeat_s=self._services.heartbeat_s,
                max_text=frames.MAX_TEXT_BYTES,
            )
        )

    async def _serve(self) -> None:
        while self._ending is None:
            data = await self._receive()
            try:
                frame = decode_client(data)
            except WireError as error:
                self._strike(error)
            else:
                await self._route(frame)

    async def _receive(self) -> bytes:
        data = await self._socket.recv(decode=False)
        assert isinstance(data, bytes)
        self._services.traffic.frames_in += 1
        return data

    async def _route(self, frame: ClientFrame) -> None:
        match frame:
            case frames.Say() | frames.Next() | frames.Hint() | frames.Skip() | frames.Cancel():
                if not self._offer(frame):
                    await self._lane.put(frame)
            case frames.Ping():
                self._send(frames.Pong(ref=frame.ref))
            case frames.Received():
                pass
            case frames.Hello():
                self._strike(WireError("bad_frame", "You said hello already; go on with `list`."))
            case _:
                await self._lane.put(frame)

    def _offer(self, frame: LessonFrame) -> bool:
        """The short way, when nothing waits before this frame and the mailbox has room."""
        if not self._lane.idle:
            return False
        try:
            return self._place.offer(frame)
        except Exception as error:  # noqa: BLE001 - whatever it is, the connection stays
            self._fail(error, frame)
            return True

    def _strike(self, error: WireError) -> None:
        self._send(refusal(error))
        if self._strikes.add(self._services.clock.monotonic()):
            self.end(Bye(code="flood", message="Too many unreadable frames; mend the client."))

    # The lane

    async def _perform(self, item: ClientFrame | _Rejoin) -> None:
        try:
            if isinstance(item, _Rejoin):
                await self._place.rejoin(item.lost)
            else:
                await self._serve_slowly(item)
        except ConnectionClosed:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the connection stays
            self._fail(error, item)

    async def _serve_slowly(self, frame: ClientFrame) -> None:
        match frame:
            case frames.Join():
                await self._place.join(frame)
            case frames.List():
                standings = await self._services.sessions.standings(self._place.user)
                items = catalogue(self._services.courses, standings)
                self._send(frames.Syllabuses(ref=frame.ref, items=items))
            case frames.Record():
                courses = await self._services.record(self._place.user, frame.syllabus)
                self._send(frames.RecordReply(ref=frame.ref, courses=courses))
            case frames.Leave():
                await self._place.leave()
                self._send(frames.Left(ref=frame.ref))
            case frames.Say() | frames.Next() | frames.Hint() | frames.Skip() | frames.Cancel():
                await self._place.push(frame)

    # The end

    def _send(self, frame: ServerFrame) -> None:
        self._outbox.send(encode(frame))

    def _fail(self, error: Exception, item: ClientFrame | _Rejoin) -> None:
        if not is_expected(error):
            log.error("channel.failed", user=self._place.user, exc_info=error)
        self._send(refusal(error, item))

    def _rejoin_soon(self, lost: Attachment) -> None:
        self._lane.put_first(_Rejoin(lost))

    def _slow(self) -> None:
        self.end(Bye(code="slow", message="This terminal does not keep up; connect again."))

    async def _close(self, bye: Bye) -> None:
        try:
            async with asyncio.timeout(LAST_WORDS_S):
                await self._outbox.flush()
        except TimeoutError:
            self._outbox.overtake(encode(bye))
        await self._place.vacate()
        try:
            async with asyncio.timeout(CLOSING_S):
                await self._socket.close(CLOSE_CODES[bye.code], bye.code)
        except TimeoutError:
            # The library waits for a full write buffer before it counts its own close timeout.
            self._socket.cut()

    async def _finish(self) -> None:
        await self._lane.stop()
        await self._place.vacate()
        if self._ending is not None:
            await self._ending
        await self._outbox.stop()
        if self._place.user:
            code = int(self._socket.close_code or 1006)
            log.info("channel.closed", user=self._place.user, code=code)
            self._services.guests.leave(self._place.user, clean=code in _CLEAN)
