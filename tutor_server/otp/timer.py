"""One message for later, as the sender holds it and as the mailbox carries it.

The timer itself is what lies in the mailbox. So a timer that is cancelled after it fired, but
before its message was read, is still not handled.
"""

from __future__ import annotations

from collections.abc import Callable


class Timer:
    """A message that will be handled once, or never after `cancel`."""

    __slots__ = ("_forget", "message", "over")

    def __init__(self, message: object, forget: Callable[[Timer], None]) -> None:
        self.message: object = message
        self.over = False
        self._forget = forget

    def cancel(self) -> bool:
        """Whether this kept the message from being handled; False when it was too late."""
        if self.over:
            return False
        self.over = True
        self.message = None
        self._forget(self)
        return True

    def claim(self) -> bool:
        """Whether the message is to be handled now. For the reader of the mailbox; true once."""
        if self.over:
            return False
        self.over = True
        return True
