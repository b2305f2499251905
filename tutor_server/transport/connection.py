"""The socket of one connection, as a channel uses it.

Two things are added to the library's connection: a frame can be written without waiting, and a
binary message is told apart from a text one although both are read as bytes.

What is written within one turn of the event loop leaves as one piece: a lesson's turn is an
acknowledgement and some events, and a system call for each would cost more than making them. The
frames wait among the library's own outgoing data, so that their order to its pings and its closing
handshake is the order they were written in. They are put into WebSocket frames here, since the
library's way, made for every kind of frame, takes five times as long; a test compares both.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN, Event

#: No JSON begins with this byte, so a message that begins with it is refused by the codec.
_NOT_JSON: Final = b"\xff"
#: In place of headers that were read.
NO_HEADERS: Final = Headers()
#: Frames that may wait for the end of the turn; so many leave at once, for `paused` to count them.
_TOGETHER: Final = 32


class Connection(ServerConnection):
    """A websockets server connection whose binary messages never read as frames."""

    _leaving = False

    def process_event(self, event: Event) -> None:
        """Mark a binary message; the rest is the library's."""
        if isinstance(event, Frame) and event.opcode is Opcode.BINARY:
            event.data = _NOT_JSON
        super().process_event(event)

    def write(self, frame: bytes) -> None:
        """Write one text message in this turn of the event loop; look at `paused` first.

        On a connection that is closing or closed nothing happens.
        """
        protocol = self.protocol
        if protocol.state is not OPEN:
            return
        protocol.writes.append(_head(len(frame)) + frame)
        if len(protocol.writes) >= _TOGETHER:
            self._leave()
        elif not self._leaving:
            self._leaving = True
            self.loop.call_soon(self._leave)

    def take_headers(self) -> Headers:
        """The request's headers, once: some KiB a connection that the library would keep."""
        assert self.request is not None
        assert self.response is not None
        headers = self.request.headers
        self.request.headers = self.response.headers = NO_HEADERS
        return headers

    def cut(self) -> None:
        """End the connection without a closing handshake."""
        self.transport.abort()

    def _leave(self) -> None:
        self._leaving = False
        writes = self.protocol.writes
        if len(writes) > 1 and all(writes):  # an empty piece is the library's mark for the end
            writes[:] = (b"".join(writes),)
        with suppress(OSError, RuntimeError):  # the transport is gone; its loss is told elsewhere
            self.send_data()


def _head(length: int) -> bytes:
    """What stands before a whole text message of a server (RFC 6455, section 5.2): FIN, no mask."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big")
    return b"\x81\x7f" + length.to_bytes(8, "big")
