"""Lines from a file descriptor, each read only when it is asked for.

A read may block for hours, so it happens in a thread; the event loop, and the heartbeat in it, go
on. The thread is a daemon and holds no lock of the interpreter's, so that the program can end while
it waits. It takes one byte at a time, as a shell's `read` does: what stands behind the line is left
for whoever asks for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from typing import Final

#: Past this a line is cut: the wire takes 16 KiB of text, so what is longer is refused anyway.
LONGEST_LINE: Final = 65_536


class LineInput:
    """One reader; at most one read is under way."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._reading: asyncio.Future[bytes | None] | None = None

    async def line(self) -> bytes | None:
        """The next line without its end, or None at the end of input.

        A cancelled wait loses nothing: the next one takes what was read meanwhile.
        """
        if self._reading is None:
            self._reading = self._start()
        line = await asyncio.shield(self._reading)
        self._reading = None
        return line

    def _start(self) -> asyncio.Future[bytes | None]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bytes | None] = loop.create_future()

        def deliver(line: bytes | None) -> None:
            if not future.done():
                future.set_result(line)

        def work() -> None:
            line = read_line(self._fd)
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
                loop.call_soon_threadsafe(deliver, line)

        threading.Thread(target=work, name="line-input", daemon=True).start()
        return future


def read_line(fd: int) -> bytes | None:
    """One line, without its end; blocks. A last line may lack its end. None at the end of input.

    Of a line longer than LONGEST_LINE bytes the rest is read and let go.
    """
    line = bytearray()
    while (byte := _byte(fd)) != b"\n":
        if not byte:
            return bytes(line) if line else None
        if len(line) <= LONGEST_LINE:
            line += byte
    return bytes(line.removesuffix(b"\r"))


def _byte(fd: int) -> bytes:
    """The next byte; empty at the end of input, which a terminal that went away is too."""
    try:
        return os.read(fd, 1)
    except OSError:
        return b""
