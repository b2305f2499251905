"""A scripted server on a real socket: it speaks the protocol, plays a lesson, and fails on demand.

The lesson is a list of turns: the opening, then what each lesson frame brings. What a session has
said is kept and replayed to whoever joins, as the real one does. Faults are taken one a lesson
frame, in order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any, Literal, Self, TypeVar

from msgspec.structs import replace
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from tutor_shared.wire import codec, frames
from tutor_shared.wire.frames import (
    CLOSE_CODES,
    ByeCode,
    ClientFrame,
    ErrorCode,
    Kind,
    LessonFrame,
    NumberedFrame,
    ServerFrame,
    StateName,
    VerdictName,
)

#: none: as it should be · drop: cut before anything is stored · drop_stored: cut after the commit,
#: before the ack · restarted, busy, not_joined …: that error · silent: no reply at all.
Fault = Literal["none", "drop", "drop_stored", "silent"] | ErrorCode
Frame = TypeVar("Frame", bound=ClientFrame)


def state(
    name: StateName, previous: StateName | None = None, *, question: str | None = None
) -> frames.State:
    """A `state` frame that waits for its number."""
    return frames.State(
        seq=0,
        state=name,
        previous=previous,
        topic="adding",
        question=question,
        number=1 if question else 0,
        of=2,
        attempt=0,
        hints_used=0,
        hints_left=3,
        step=0,
        steps=0,
        closed=False,
    )


def said(
    kind: Kind,
    text: str,
    *,
    verdict: VerdictName | None = None,
    options: Sequence[tuple[str, str]] = (),
) -> frames.Message:
    """Something the tutor says, that waits for its number."""
    shown = [frames.Option(key, option) for key, option in options] or None
    return frames.Message(
        seq=0, id="m", author="tutor", kind=kind, text=text, verdict=verdict, options=shown
    )


def own(text: str, kind: Kind = "answer") -> frames.Message:
    """Something the learner said, that waits for its number."""
    return frames.Message(seq=0, id="own", author="learner", kind=kind, text=text)


def numbered(turns: Iterable[NumberedFrame], start: int = 1) -> list[NumberedFrame]:
    """The frames with the numbers a session would give them."""
    return [replace(frame, seq=seq) for seq, frame in enumerate(turns, start)]


JOINED = frames.Joined(
    ref="j",
    session="s1",
    syllabus="fractions",
    title="Fractions",
    state="exposition",
    seq=0,
    epoch=1,
    resumed=False,
    topics=[frames.TopicItem("adding", "Adding")],
)
OPENING: list[NumberedFrame] = [
    state("initializing"),
    state("exposition", "initializing"),
    frames.Progress(seq=0, skills=[], topics_done=0, topics_total=1),
    said("exposition", "Fractions are parts."),
]
QUESTION: list[NumberedFrame] = [
    state("setting_question", "exposition", question="q1"),
    said("question", "What is 1/2 + 1/3?"),
    state("awaiting_answer", "setting_question", question="q1"),
]
RIGHT: list[NumberedFrame] = [
    state("evaluating_answer", "awaiting_answer", question="q1"),
    state("providing_feedback_correct", "evaluating_answer", question="q1"),
    said("feedback", "Yes. Sixths.", verdict="correct"),
    frames.Progress(seq=0, skills=[], topics_done=1, topics_total=1),
]
END: list[NumberedFrame] = [
    state("session_complete", "providing_feedback_correct"),
    frames.Progress(seq=0, skills=[], topics_done=1, topics_total=1),
    said("summary", "All done: one of one solved."),
]
COURSES = [
    frames.SyllabusItem("fractions", "Adding fractions", "Parts of a whole.", "en", 4, 8, 0, "new"),
    frames.SyllabusItem("python", "First steps", "", "en", 2, 5, 2, "active"),
]


class FakeServer:
    """Use it as an async context; `url` is where it listens."""

    def __init__(
        self,
        turns: Iterable[Sequence[NumberedFrame]] = (),
        *,
        opening: Sequence[NumberedFrame] = OPENING,
        heartbeat_s: float = 30.0,
        token: str | None = None,
        faults: Iterable[Fault] = (),
    ) -> None:
        self.url = ""
        self.session = "session-0000000001"
        self.events: list[NumberedFrame] = []
        self.seen: list[ClientFrame] = []
        self.headers: list[dict[str, str]] = []
        self.courses = list(COURSES)
        self.records: list[frames.CourseRecord] = []
        self.joined = JOINED
        self.join_errors: deque[ErrorCode] = deque()
        self.faults: deque[Fault] = deque(faults)
        self.answers_pings = True
        self.says_welcome = True
        self.status = 0
        """An HTTP status to refuse the handshake with, or 0."""
        self.retry_after = ""
        self.loses: set[int] = set()
        """Numbers of events that are not sent, once each."""
        self.open = 0
        self.most_open = 0
        self._turns = deque(turns)
        self._opening = opening
        self._heartbeat_s = heartbeat_s
        self._token = token
        self._acks: dict[str, int] = {}
        self._peers: set[ServerConnection] = set()
        self._changed = asyncio.Condition()
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen."""
        self._server = await serve(
            self._talk,
            "127.0.0.1",
            port,
            subprotocols=[Subprotocol(frames.SUBPROTOCOL)],
            compression=None,
            process_request=self._handshake,
        )
        self.url = f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stop listening, and cut who is connected."""
        assert self._server is not None
        self.cut()
        self._server.close()
        await self._server.wait_closed()

    def cut(self) -> None:
        """End every connection without a word."""
        for peer in self._peers:
            peer.transport.abort()

    async def bye(self, code: ByeCode, retry_after_s: float | None = None) -> None:
        """Say goodbye to everyone."""
        await self.send(frames.Bye(code=code, message=f"{code}.", retry_after_s=retry_after_s))
        for peer in list(self._peers):
            await peer.close(CLOSE_CODES[code])

    async def close(self, code: int) -> None:
        """Close every connection with that code, and no `bye`."""
        for peer in list(self._peers):
            await peer.close(code)

    async def send(self, *sending: ServerFrame) -> None:
        """Send to everyone, past the script."""
        for frame in sending:
            for peer in list(self._peers):
                await peer.send(codec.encode(frame), text=True)

    async def send_raw(self, data: bytes) -> None:
        """Send bytes that no frame encodes to."""
        for peer in list(self._peers):
            await peer.send(data, text=True)

    async def say(self, turn: Sequence[NumberedFrame]) -> None:
        """Events that nobody asked for."""
        await self.send(*self._sent(self._store(turn)))

    async def saw(self, kind: type[Frame], count: int = 1) -> list[Frame]:
        """Wait until that many frames of a kind have come; all of them."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.of(kind)) >= count)
        return self.of(kind)

    def of(self, kind: type[Frame]) -> list[Frame]:
        """The frames of a kind that have come."""
        return [frame for frame in self.seen if isinstance(frame, kind)]

    def play(self, turns: Iterable[Sequence[NumberedFrame]]) -> None:
        """Replace what is still to be played."""
        self._turns = deque(turns)

    # The script.

    def _handshake(self, connection: ServerConnection, request: Request) -> Response | None:
        self.headers.append(dict(request.headers.raw_items()))
        if not self.status:
            return None
        response = connection.respond(self.status, "no\n")
        if self.retry_after:
            response.headers["Retry-After"] = self.retry_after
        return response

    async def _talk(self, peer: ServerConnection) -> None:
        self._peers.add(peer)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            async for data in peer:
                assert isinstance(data, str)
                frame = codec.decode_client(data.encode())
                await self._note(frame)
                await self._answer(peer, frame)
        except ConnectionClosed:
            pass
        finally:
            self.open -= 1
            self._peers.discard(peer)

    async def _note(self, frame: ClientFrame) -> None:
        async with self._changed:
            self.seen.append(frame)
            self._changed.notify_all()

    async def _answer(self, peer: ServerConnection, frame: ClientFrame) -> None:
        match frame:
            case frames.Hello():
                await self._greet(peer)
            case frames.List():
                await _send(peer, frames.Syllabuses(ref=frame.ref, items=self.courses))
            case frames.Join():
                await self._join(peer, frame)
            case frames.Record():
                await _send(peer, frames.RecordReply(ref=frame.ref, courses=self.records))
            case frames.Leave():
                await _send(peer, frames.Left(ref=frame.ref))
            case frames.Ping():
                if self.answers_pings:
                    await _send(peer, frames.Pong(ref=frame.ref))
            case frames.Received():
                pass
            case _:
                await self._lesson(peer, frame, self.faults.popleft() if self.faults else "none")

    async def _greet(self, peer: ServerConnection) -> None:
        authorization = self.headers[-1].get("Authorization")
        if self._token is not None and authorization != f"Bearer {self._token}":
            await _send(peer, frames.Bye(code="unauthorized", message="No."))
            await peer.close(4401)
        elif self.says_welcome:
            welcome = frames.Welcome("ada", "fake", 1, self._heartbeat_s, frames.MAX_TEXT_BYTES)
            await _send(peer, welcome)

    async def _join(self, peer: ServerConnection, frame: frames.Join) -> None:
        if self.join_errors:
            error = frames.Error(self.join_errors.popleft(), "No seat.", ref=frame.ref)
            await _send(peer, error)
            return
        if frame.restart:
            self.session, self.events = f"{self.session}x", []
        seq = len(self.events)
        honoured = frame.session in (None, self.session) and frame.last_seq <= seq and seq > 0
        joined = replace(
            self.joined,
            ref=frame.ref,
            session=self.session,
            syllabus=frame.syllabus,
            seq=seq,
            resumed=honoured,
        )
        missed = self.events[frame.last_seq :] if honoured else list(self.events)
        await _send(peer, joined, *self._sent(missed))
        if not self.events:
            await _send(peer, *self._sent(self._store(self._opening)))

    async def _lesson(self, peer: ServerConnection, frame: LessonFrame, fault: Fault) -> None:
        match fault:
            case "drop":
                peer.transport.abort()
            case "silent":
                pass
            case "none" | "drop_stored" if frame.id in self._acks:
                await _send(peer, frames.Ack(frame.id, self._acks[frame.id]))
            case "none" | "drop_stored":
                await self._take_turn(peer, frame, cut=fault == "drop_stored")
            case _:
                await _send(peer, frames.Error(fault, f"It is {fault}.", id=frame.id))

    async def _take_turn(self, peer: ServerConnection, frame: LessonFrame, *, cut: bool) -> None:
        turn: list[NumberedFrame] = list(self._turns.popleft()) if self._turns else []
        if isinstance(frame, frames.Say):
            turn = [replace(own(frame.text), id=frame.id), *turn]
        stored = self._store(turn)
        self._acks[frame.id] = stored[0].seq if stored else 0
        if cut:
            peer.transport.abort()
            return
        await _send(peer, frames.Ack(frame.id, self._acks[frame.id]), *self._sent(stored))

    def _store(self, turn: Sequence[NumberedFrame]) -> list[NumberedFrame]:
        stored = numbered(turn, len(self.events) + 1)
        self.events.extend(stored)
        return stored

    def _sent(self, stored: Sequence[NumberedFrame]) -> list[NumberedFrame]:
        lost = {frame.seq for frame in stored} & self.loses
        self.loses -= lost
        return [frame for frame in stored if frame.seq not in lost]


async def _send(peer: ServerConnection, *sending: Any) -> None:
    for frame in sending:
        await peer.send(codec.encode(frame), text=True)
