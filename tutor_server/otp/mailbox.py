"""A bounded queue of messages with one reader.

64 messages is more than any honest client has in flight; who sends more waits, and a waiting reader
of a socket is what makes TCP push back on the far end. One future wakes the reader and one each
waiting writer: there is no lock, and a message costs two list operations.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import ClassVar, Final, Generic, TypeVar

from tutor_shared.errors import MailboxFull, NoProcess

M = TypeVar("M")

MAILBOX_SIZE: Final = 64


class Mailbox(Generic[M]):
    """Messages in the order they came, at most `capacity` of them.

    Any number of writers, one reader. Writers that wait are served in order, and `offer` does not
    overtake them.
    """

    deepest: ClassVar[int] = 0
    """The most messages any mailbox of this program ever held: a number to watch."""

    __slots__ = ("_capacity", "_closed", "_items", "_loop", "_reader", "_writers")

    def __init__(self, capacity: int = MAILBOX_SIZE) -> None:
        self._capacity = capacity
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        # A list: empty it is 56 bytes where a deque is 760, and it is short, so its head is cheap.
        self._items: list[M] = []
        self._reader: asyncio.Future[None] | None = None
        self._writers: deque[tuple[asyncio.Future[bool], M]] | None = None

    def __len__(self) -> int:
        """The messages that can be taken now; those of waiting writers are not among them."""
        return len(self._items)

    @property
    def full(self) -> bool:
        """Whether a writer would have to wait."""
        return len(self._items) >= self._capacity

    def offer(self, message: M) -> None:
        """Put a message in now.

        Raises:
            MailboxFull: there is no room.
            NoProcess: the mailbox is closed.
        """
        if self._closed:
            raise _gone()
        if self.full:
            raise MailboxFull("It has more messages than it can handle now. Try again in a moment.")
        self._items.append(message)
        if len(self._items) > Mailbox.deepest:  # noqa: PLR1730 - a store to a class is dear
            Mailbox.deepest = len(self._items)
        self.wake()

    async def put(self, message: M) -> None:
        """Put a message in, waiting for room.

        Cancelled while it waits, the message is withdrawn, unless it was let in in that very turn
        of the event loop.

        Raises:
            NoProcess: the mailbox is closed, or was closed meanwhile.
        """
        if self._closed or not self.full:
            self.offer(message)
            return
        place = (asyncio.get_running_loop().create_future(), message)
        if self._writers is None:
            self._writers = deque()
        self._writers.append(place)
        try:
            let_in = await place[0]
        except asyncio.CancelledError:
            if place in self._writers:
                self._writers.remove(place)
            raise
        if not let_in:
            raise _gone()

    async def take(self) -> M:
        """The oldest message, waiting for one. Cancelled while it waits, no message is lost."""
        while not self._items:
            await self.arrival()
        return self.pop()

    def pop(self) -> M:
        """The oldest message, which must be there; lets the next waiting writer in."""
        message = self._items.pop(0)
        if self._writers:
            self._let_in()
        return message

    def arrival(self) -> asyncio.Future[None]:
        """A future for the reader: done when a message came, or at `wake`."""
        if self._loop is None:
            # Looked up once: it asks the system for the process's id each time.
            self._loop = asyncio.get_running_loop()
        self._reader = self._loop.create_future()
        return self._reader

    def wake(self) -> None:
        """Wake the reader if it waits, so that it looks again."""
        reader = self._reader
        if reader is not None:
            self._reader = None
            if not reader.done():
                reader.set_result(None)

    def close(self) -> None:
        """Drop what is inside and refuse what comes; waiting writers get NoProcess."""
        self._closed = True
        self._items.clear()
        writers, self._writers = self._writers or (), None
        for place, _ in writers:
            if not place.done():
                place.set_result(False)

    def _let_in(self) -> None:
        writers = self._writers
        while writers and len(self._items) < self._capacity:
            place, message = writers.popleft()
            if not place.done():
                self._items.append(message)
                place.set_result(True)


def _gone() -> NoProcess:
    return NoProcess("Nobody reads this mailbox any more. Look the process up again.")
