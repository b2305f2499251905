"""Live frames that arrive while older ones are still being read from the store. Pure."""

from __future__ import annotations

from collections import deque
from typing import Final

#: A few turns of a lesson. More are not kept: the store has every one of them.
MAX_HELD: Final = 64


class Held:
    """A bounded run of consecutive frames; when it overflows it begins anew with the latest."""

    __slots__ = ("_frames",)

    def __init__(self) -> None:
        self._frames: deque[tuple[int, bytes]] = deque()

    def add(self, seq: int, frame: bytes) -> None:
        """Keep a frame."""
        if len(self._frames) == MAX_HELD:
            self._frames.clear()
        self._frames.append((seq, frame))

    def missing_upto(self, sent: int) -> int:
        """The last seq that is neither sent nor held, or `sent` when there is no gap."""
        return max(sent, self._frames[0][0] - 1) if self._frames else sent

    def after(self, sent: int) -> list[tuple[int, bytes]]:
        """What is held beyond `sent`, in order."""
        return [(seq, frame) for seq, frame in self._frames if seq > sent]
