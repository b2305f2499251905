"""An outbox that counts what it is given."""

from __future__ import annotations

from collections.abc import Callable

from tutor_server.transport.outbox import Outbox, Sink
from tutor_server.transport.traffic import Traffic


class CountedOutbox(Outbox):
    """The outbox of a channel whose frames count as `traffic`, also those a slow reader missed."""

    __slots__ = ("_traffic",)

    def __init__(self, sink: Sink, on_slow: Callable[[], None], traffic: Traffic) -> None:
        super().__init__(sink, on_slow)
        self._traffic = traffic

    def send(self, frame: bytes) -> None:
        """Take a frame, and count it unless it comes after the end."""
        self._traffic.frames_out += not self._shut
        super().send(frame)
