"""The socket of one connection, as a channel uses it.

Two things are added to the library's connection: a frame can be written at once, and a binary
message is told apart from a text one although both are read as bytes.
"""

from __future__ import annotations

from typing import Final

from websockets.asyncio.server import ServerConnection, broadcast
from websockets.frames import Frame, Opcode
from websockets.protocol import Event

#: No JSON begins with this byte, so a message that begins with it is refused by the codec.
_NOT_JSON: Final = b"\xff"


class Connection(ServerConnection):
    """A websockets server connection whose binary messages never read as frames."""

    def process_event(self, event: Event) -> None:
        """Mark a binary message; the rest is the library's."""
        if isinstance(event, Frame) and event.opcode is Opcode.BINARY:
            event.data = _NOT_JSON
        super().process_event(event)

    def write(self, frame: bytes) -> None:
        """Write one text message now, without waiting; look at `paused` first."""
        broadcast((self,), frame, text=True)

    def cut(self) -> None:
        """End the connection without a closing handshake."""
        self.transport.abort()
