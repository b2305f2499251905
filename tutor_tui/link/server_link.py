"""ServerLink: one learner's line to one server, kept up over lost connections.

Everything is decided in `link_state` and its neighbours; here are the socket, the waiting and the
clock. One task runs the link: it finds the server, connects, converses until the connection ends,
and decides what follows. While it converses a second task writes and keeps time. The consumer
reads one bounded stream; while it does not read, neither does the link, and the server sees that.
"""

from __future__ import annotations

import asyncio
import contextlib
import random as chance
from collections.abc import AsyncIterator, Callable
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tutor_shared.clock import Clock, SystemClock
from tutor_shared.errors import TutorError, WireError
from tutor_shared.ids import new_id
from tutor_shared.wire import codec, frames
from tutor_shared.wire.frames import LessonFrame, ServerFrame
from tutor_tui.link.awaited import Awaited
from tutor_tui.link.backoff import delay_s, failures_after
from tutor_tui.link.dial import dial
from tutor_tui.link.ending import CLOSED, Ending, Retry, follow
from tutor_tui.link.endpoint import Locate
from tutor_tui.link.events import Connected, Incoming, Lost, Refused, TakenOver
from tutor_tui.link.pending import REPLY_LIMIT_S
from tutor_tui.link.state import SILENT, LinkState, Outcome, Reply, Request
from tutor_tui.link.stream import Stream

#: A screenful of events many times over; beyond it the server waits, as TCP has it.
STREAM_LIMIT: Final = 256
SEND_LIMIT_S: Final = 10.0
#: A server may take ten seconds to commit, so a request gets a little more.
REQUEST_LIMIT_S: Final = 15.0
LEAVE_LIMIT_S: Final = 2.0


class ServerLink:
    """Connect, resume and send again, until closed.

    `first_attempts` is how often an address that never answered is tried before it is refused.
    """

    def __init__(
        self,
        locate: Locate,
        *,
        client: str,
        clock: Clock | None = None,
        random: Callable[[], float] = chance.random,
        first_attempts: int = 1,
        reply_limit_s: float = REPLY_LIMIT_S,
    ) -> None:
        self._locate = locate
        self._clock = clock or SystemClock()
        self._random = random
        self._first_attempts = first_attempts
        self._state = LinkState(client=client, reply_limit_s=reply_limit_s)
        self._stream: Stream[Incoming] = Stream(STREAM_LIMIT)
        self._awaited = Awaited()
        self._wake = asyncio.Event()
        self._welcome = asyncio.Event()
        self._over: Refused | TakenOver | None = None
        self._switch = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._ever_connected = False

    # What a consumer does.

    async def open(self) -> None:
        """Start keeping the link up. Opening an open link does nothing."""
        async with self._switch:
            if self._task is None:
                self._over = None
                self._welcome.clear()
                self._task = asyncio.create_task(self._keep_up(), name="link")

    async def close(self) -> None:
        """End the connection cleanly, and the stream. Closing a closed link does nothing."""
        async with self._switch:
            task, self._task = self._task, None
            if task is None:
                return
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self._end(Refused("closed", CLOSED))
            self._stream.cut()

    def events(self) -> AsyncIterator[Incoming]:
        """The one stream of link events and server frames, until the link has ended."""
        return self._stream.items()

    async def welcomed(self) -> None:
        """Wait for the server's first welcome.

        Raises:
            WireError: the link ended before; says why.
        """
        await self._welcome.wait()
        if self._over is not None:
            raise _error(self._over)

    async def courses(self) -> list[frames.SyllabusItem]:
        """The courses on offer. Raises WireError, as all requests do."""
        reply = await self._ask(frames.List(ref=new_id()))
        return reply.items if isinstance(reply, frames.Syllabuses) else []

    async def record(self, syllabus: str | None = None) -> list[frames.CourseRecord]:
        """What is known of the learner, in one course or in all."""
        reply = await self._ask(frames.Record(ref=new_id(), syllabus=syllabus))
        return reply.courses if isinstance(reply, frames.RecordReply) else []

    async def join(self, syllabus: str, *, restart: bool = False) -> None:
        """Take a seat, and keep it over every loss; `Joined` and the events come by the stream."""
        frame = frames.Join(ref=new_id(), syllabus=syllabus, restart=restart)
        await self._answer(frame.ref, lambda: self._state.join(frame))

    async def leave(self) -> None:
        """Leave the session, which stays resumable; never raises, and waits for no connection."""
        if self._over is None and self._state.welcomed:
            with contextlib.suppress(WireError):
                await self._ask(frames.Leave(ref=new_id()), limit_s=LEAVE_LIMIT_S)

    def push(self, frame: LessonFrame) -> str:
        """Send a lesson frame, now or once there is a connection; its reply comes by the stream.

        Returns a sentence when it is refused, else the empty string.
        """
        refusal = self._state.push(frame)
        self._wake.set()
        return refusal

    def mark(self) -> str | None:
        """Ask for a `Pong` of this ref in the stream, behind all the server has sent so far.

        None while there is no connection.
        """
        ref = self._state.mark()
        self._wake.set()
        return ref

    async def _ask(self, frame: Request, limit_s: float = REQUEST_LIMIT_S) -> ServerFrame:
        return await self._answer(frame.ref, lambda: self._state.request(frame), limit_s)

    async def _answer(
        self, ref: str, ask: Callable[[], None], limit_s: float = REQUEST_LIMIT_S
    ) -> ServerFrame:
        if self._over is not None:
            raise _error(self._over)

        def ask_and_wake() -> None:
            ask()
            self._wake.set()

        try:
            return await self._awaited.reply(ref, ask_and_wake, limit_s)
        finally:
            self._state.forget(ref)

    # The link itself.

    async def _keep_up(self) -> None:
        failures = 0
        while True:
            ending, stood_s = await self._connection()
            failures = failures_after(failures, stood_s=stood_s)
            what = self._unless_never_there(follow(ending), failures + 1)
            if not isinstance(what, Retry):
                await self._stream.put(what)
                self._end(what)
                await self._stream.finish()
                return
            delay = delay_s(failures, self._random, at_least_s=what.at_least_s)
            failures += 1
            await self._stream.put(Lost(what.reason, delay))
            await asyncio.sleep(delay)

    def _unless_never_there(
        self, what: Retry | TakenOver | Refused, attempts: int
    ) -> Retry | TakenOver | Refused:
        if (
            isinstance(what, Retry)
            and not self._ever_connected
            and attempts >= self._first_attempts
        ):
            return Refused("unavailable", what.reason)
        return what

    def _end(self, what: Refused | TakenOver) -> None:
        self._over = what
        self._welcome.set()
        failure = _error(what)
        self._awaited.fail(failure.code, failure.message)

    async def _connection(self) -> tuple[Ending, float]:
        """One connection from the first try to its end, and how many seconds it stood."""
        try:
            endpoint = await self._locate()
        except TutorError as error:
            return Ending(refusal=Refused("unavailable", str(error))), 0.0
        socket = await dial(endpoint)
        if isinstance(socket, Ending):
            return socket, 0.0
        since = self._clock.monotonic()
        ending = await self._converse(socket)
        return ending, self._clock.monotonic() - since

    async def _converse(self, socket: ClientConnection) -> Ending:
        self._state.connected(self._clock.monotonic())
        writer = asyncio.create_task(self._write(socket), name="link-writer")
        try:
            return await self._read(socket)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            await socket.close()
            await self._tell(self._state.lost())

    async def _read(self, socket: ClientConnection) -> Ending:
        try:
            while self._state.ending is None:
                frame = codec.decode_server(await socket.recv(decode=False))
                if frame is not None:
                    await self._tell(self._state.receive(frame, self._clock.monotonic()))
                    self._wake.set()
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else None
            return self._state.ending or Ending(close_code=code)
        except WireError as error:
            return Ending(str(error))
        return self._state.ending

    async def _write(self, socket: ClientConnection) -> None:
        """Send what is to be sent, and keep time. A peer that takes nothing is given up."""
        try:
            while True:
                self._wake.clear()
                await self._tick()
                if self._state.ending is not None:
                    break
                await self._flush(socket)
                await self._until_woken()
        except TimeoutError:
            self._state.ending = Ending(SILENT)
        except ConnectionClosed:
            return  # the reader sees the same, and says it
        # Silence would answer a closing handshake too, so this is no place to wait for one.
        socket.transport.abort()

    async def _tick(self) -> None:
        if self._stream.full():
            self._state.heard()  # it is our consumer that is silent, not the server
        await self._tell(self._state.tick(self._clock.monotonic()))

    async def _flush(self, socket: ClientConnection) -> None:
        for frame in self._state.data_to_send(self._clock.monotonic()):
            async with asyncio.timeout(SEND_LIMIT_S):
                await socket.send(codec.encode(frame), text=True)

    async def _until_woken(self) -> None:
        wait_s = max(0.0, self._state.due() - self._clock.monotonic())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(wait_s, REQUEST_LIMIT_S)):
                await self._wake.wait()

    async def _tell(self, outcome: Outcome) -> None:
        for event in outcome:
            if isinstance(event, Reply):
                self._awaited.resolve(event.ref, event.frame)
                continue
            await self._stream.put(event)
            if isinstance(event, Connected):
                self._ever_connected = True
                self._welcome.set()


def _error(over: Refused | TakenOver) -> WireError:
    code = over.code if isinstance(over, Refused) else "taken_over"
    return WireError(code, over.reason)
