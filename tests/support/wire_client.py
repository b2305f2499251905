"""A small raw client of protocol version 1, for tests that speak to a real server.

It sends what it is told, also what no good client would, and keeps every frame it got.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tutor_shared.ids import new_id
from tutor_shared.wire.frames import SUBPROTOCOL

Frame = dict[str, Any]
#: So long a test waits for what must come; none waits so long when the code is right.
PATIENCE_S = 10.0


class WireClient:
    """One connection. `seen` holds every frame received, oldest first."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[Frame] = []
        self._refs = 0

    @classmethod
    async def connect(
        cls, url: str, *, headers: Mapping[str, str] | None = None, **options: Any
    ) -> Self:
        """Open a connection and say nothing."""
        options.setdefault("subprotocols", [Subprotocol(SUBPROTOCOL)])
        options.setdefault("compression", None)
        return cls(await connect(url, additional_headers=headers, proxy=None, **options))

    @classmethod
    async def hello(cls, url: str, token: str | None = None, **options: Any) -> Self:
        """Connect, say hello, and take the welcome."""
        client = await cls.connect(url, **options)
        await client.send("hello", protocol=1, client="wire_client", token=token)
        await client.until("welcome")
        return client

    async def send(self, name: str, /, **fields: Any) -> None:
        """Send a frame; a field that is None is left out."""
        given = {key: value for key, value in fields.items() if value is not None}
        await self.raw(msgspec.json.encode({"type": name, **given}))

    async def raw(self, data: bytes, *, text: bool = True) -> None:
        """Send bytes as one message."""
        await self.socket.send(data, text=text)

    async def receive(self) -> Frame:
        """The next frame. Raises ConnectionClosed at the end, TimeoutError when none comes."""
        async with asyncio.timeout(PATIENCE_S):
            frame: Frame = msgspec.json.decode(await self.socket.recv(decode=False))
        self.seen.append(frame)
        return frame

    async def until(
        self, name: str, matches: Callable[[Frame], bool] = lambda frame: True, /, **fields: Any
    ) -> Frame:
        """Receive until a frame of this type with these fields has come, and return it."""
        wanted = {"type": name, **fields}.items()
        while True:
            frame = await self.receive()
            if matches(frame) and all(frame.get(key) == value for key, value in wanted):
                return frame

    async def until_seq(self, seq: int) -> None:
        """Receive until the numbered frame of this seq has come."""
        while seq not in self.numbered():
            await self.receive()

    async def until_closed(self) -> int:
        """Receive until the connection is over; its close code."""
        try:
            while True:
                await self.receive()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    async def request(self, name: str, answer: str, /, **fields: Any) -> Frame:
        """Send a request with a fresh ref and receive until its answer."""
        self._refs += 1
        ref = f"ref-{self._refs}"
        await self.send(name, ref=ref, **fields)
        return await self.until(answer, ref=ref)

    async def join(self, syllabus: str, **fields: Any) -> Frame:
        """Join a course and take `joined`; the events follow it."""
        return await self.request("join", "joined", syllabus=syllabus, **fields)

    async def say(self, text: str, *, frame_id: str | None = None, intent: str = "auto") -> str:
        """Say something; returns the frame's id, whose reply is not waited for."""
        frame_id = frame_id or new_id()
        await self.send("say", id=frame_id, text=text, intent=intent)
        return frame_id

    async def act(self, name: str, /, *, frame_id: str | None = None) -> str:
        """Send `next`, `hint`, `skip` or `cancel`; returns the frame's id."""
        frame_id = frame_id or new_id()
        await self.send(name, id=frame_id)
        return frame_id

    async def reply_to(self, frame_id: str) -> Frame:
        """Receive until the `ack` or `error` for that id."""
        while True:
            frame = await self.receive()
            if frame["type"] in ("ack", "error") and frame.get("id") == frame_id:
                return frame

    def numbered(self) -> list[int]:
        """The seqs of the numbered frames received, in order."""
        return [f["seq"] for f in self.seen if f["type"] in ("state", "message", "progress")]

    async def close(self) -> None:
        """Close cleanly."""
        await self.socket.close()
