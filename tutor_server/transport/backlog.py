"""Frames a socket has not taken yet, and when they are too many. Pure."""

from __future__ import annotations

from collections import deque
from typing import Final

#: Over either of these for `PATIENCE_S`, the reader of the socket is slow. A lesson's turn is under
#: ten frames and a few KiB, so this is a client that stopped reading, not one on a thin line.
MAX_FRAMES: Final = 256
MAX_BYTES: Final = 1_048_576
PATIENCE_S: Final = 5.0
#: So many times the limits end the patience at once: memory is bounded in those seconds too.
HARD_FACTOR: Final = 4


class Backlog:
    """A queue of frames that knows how many bytes it holds."""

    __slots__ = ("_bytes", "_frames")

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._frames)

    def push(self, frame: bytes) -> None:
        """Put a frame behind the others."""
        self._frames.append(frame)
        self._bytes += len(frame)

    def pop(self) -> bytes:
        """Take the oldest frame."""
        frame = self._frames.popleft()
        self._bytes -= len(frame)
        return frame

    def clear(self) -> None:
        """Forget everything."""
        self._frames.clear()
        self._bytes = 0

    @property
    def over(self) -> bool:
        """More than a socket may leave untaken for long."""
        return len(self._frames) > MAX_FRAMES or self._bytes > MAX_BYTES

    @property
    def full(self) -> bool:
        """More than may ever be held."""
        return len(self._frames) > HARD_FACTOR * MAX_FRAMES or self._bytes > HARD_FACTOR * MAX_BYTES
