"""Frames that go out are counted, and go out as they would."""

from __future__ import annotations

from tutor_server.transport.counted import CountedOutbox
from tutor_server.transport.traffic import Traffic


class Open:
    """A socket that takes everything."""

    paused = False

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, frame: bytes) -> None:
        self.written.append(frame)

    async def send(self, message: bytes, *, text: bool) -> None:
        self.written.append(message)


async def test_a_frame_is_counted_unless_it_comes_after_the_end() -> None:
    socket, traffic = Open(), Traffic()
    outbox = CountedOutbox(socket, lambda: None, traffic)
    outbox.send(b"1")
    outbox.send(b"2")
    outbox.shut()
    outbox.send(b"3")
    assert socket.written == [b"1", b"2"]
    assert traffic.frames_out == 2
    await outbox.stop()
