"""A watch on a process's end."""

from __future__ import annotations

from collections.abc import Callable

from tutor_server.otp.contain import contain
from tutor_server.otp.reasons import Reason

DownCallback = Callable[[Reason], object]


class Monitor:
    """Calls back with the reason, once, when the process has ended; never after `demonitor`."""

    __slots__ = ("_callback", "_watching")

    def __init__(self, callback: DownCallback, watching: dict[Monitor, None] | None = None) -> None:
        self._callback: DownCallback | None = callback
        self._watching = watching

    def demonitor(self) -> None:
        """Watch no more: also a notice already on its way is not delivered."""
        self._callback = None
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.pop(self, None)

    def down(self, reason: Reason) -> None:
        """Deliver the notice. For the process that ended."""
        callback, self._callback = self._callback, None
        self._watching = None
        if callback is not None:
            contain(callback, reason)
