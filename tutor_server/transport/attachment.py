"""A channel's place in one session: the subscriber the session knows.

There is one attachment for each join, so that a late frame of a session that was left never
reaches the terminal. It keeps three promises:

- every lesson frame it passes on gets one reply: the session's, or `restarted` when the session
  is gone before it replied;
- the terminal gets every numbered frame after its position once and in order: first from the
  store, and live ones held back meanwhile;
- after the session's end nothing more is sent through it.
"""

from __future__ import annotations

from typing import Final, Protocol

from tutor_server.session.ports import Seat, Sessions
from tutor_server.transport.held import Held
from tutor_server.transport.outbox import Outbox
from tutor_shared.errors import NoProcess, StoreUnavailable, WireError
from tutor_shared.wire.codec import encode, numbered
from tutor_shared.wire.frames import Error, ErrorCode, LessonFrame

#: Rows read at a time, the socket taking them before the next are read.
PAGE: Final = 64

_RESTARTED: Final = "The lesson was restarted; send this again."
#: How the end of a session is told: its reason to a code and a sentence.
_ENDINGS: Final[dict[str, tuple[ErrorCode, str]]] = {
    "crash": ("restarted", _RESTARTED),
    "shutdown": ("unavailable", "The lesson is closing; connect again in a moment."),
    "ended": ("not_joined", "This session has ended; join the course again."),
    "quarantined": ("quarantined", "This lesson keeps failing; join the course again."),
}


class Host(Protocol):
    """What an attachment tells its channel."""

    def replaced(self) -> None:
        """Another terminal has the session."""

    def lost(self, attachment: Attachment, *, rejoin: bool) -> None:
        """The session's process ended; with `rejoin` a new one is to be joined."""


class Attachment:
    """See the module. `sent` is the seq of the last numbered frame that went out."""

    __slots__ = ("_detached", "_held", "_host", "_open", "_outbox", "_seat", "sent")

    def __init__(self, host: Host, outbox: Outbox) -> None:
        self._host = host
        self._outbox = outbox
        self._seat: Seat | None = None
        self._held: Held | None = Held()
        self._open: dict[str, int] | None = None
        self._detached = False
        self.sent = 0

    @property
    def seat(self) -> Seat:
        """The seat, once it is taken."""
        assert self._seat is not None
        return self._seat

    def take(self, seat: Seat) -> None:
        """The session has attached us."""
        self._seat = seat

    # The session's side

    def deliver(self, seq: int, frame: bytes) -> None:
        """Send a live frame, or hold it while older ones are read."""
        if self._detached:
            return
        if self._held is not None:
            self._held.add(seq, frame)
        elif seq > self.sent:
            self.sent = seq
            self._outbox.send(frame)

    def answer(self, id: str, frame: bytes) -> None:
        """Send the reply to a lesson frame; a second one is dropped."""
        if self._close_id(id):
            self._outbox.send(frame)

    def taken_over(self) -> None:
        """Another terminal has the session now."""
        if self._detached:
            return
        self._detached = True
        self._host.replaced()

    def down(self, reason: str) -> None:
        """The session's process ended: answer what is open, and tell the channel."""
        if self._detached:
            return
        self._detached = True
        code, message = _ENDINGS.get(reason, _ENDINGS["crash"])
        if not self._refuse_open(code, message):
            self._outbox.send(encode(Error(code=code, message=message)))
        self._host.lost(self, rejoin=code == "restarted")

    # The channel's side

    def offer(self, frame: LessonFrame) -> bool:
        """Pass a frame on at once; False when the session's mailbox is full."""
        self._open_id(frame.id)
        try:
            taken = self.seat.offer(frame)
        except NoProcess:
            return True  # `down` was or will be called, and answers it
        except BaseException:
            self._close_id(frame.id)
            raise
        if not taken:
            self._close_id(frame.id)
        return taken

    async def push(self, frame: LessonFrame) -> None:
        """Pass a frame on, waiting while the session's mailbox is full."""
        self._open_id(frame.id)
        try:
            await self.seat.push(frame)
        except NoProcess:
            return  # `down` was or will be called, and answers it
        except BaseException:
            self._close_id(frame.id)
            raise

    async def go_live(self, sessions: Sessions, after: int) -> None:
        """Send what the terminal missed after `after`, then what was held, then live frames.

        Raises:
            StoreError: the rows cannot be read.
        """
        assert self._held is not None
        await self._replay(sessions, after, self.seat.seq)
        while (upto := self._held.missing_upto(self.sent)) > self.sent:
            await self._replay(sessions, self.sent, upto)
        for seq, frame in self._held.after(self.sent):
            self.sent = seq
            self._outbox.send(frame)
        self._held = None

    async def leave(self) -> None:
        """Detach. A frame still without a reply may have been taken: its sender is told so."""
        if not self._detached and self._seat is not None:
            await self._seat.leave()
        self._detached = True
        self._refuse_open("restarted", "The lesson was left before this was answered; join again.")

    async def _replay(self, sessions: Sessions, after: int, upto: int) -> None:
        self.sent = after
        while self.sent < upto:
            page = min(self.sent + PAGE, upto)
            rows = await sessions.rows(self.seat.session, after=self.sent, upto=page)
            if not rows:
                raise StoreUnavailable(f"row {self.sent + 1} of {self.seat.session} is not there")
            for row in rows:
                self._outbox.send(numbered(row.body, row.seq))
            self.sent = rows[-1].seq
            await self._outbox.flush()

    def _open_id(self, frame_id: str) -> None:
        if self._detached:
            raise WireError("not_joined", "This session has ended; join the course again.")
        if self._open is None:
            self._open = {}
        self._open[frame_id] = self._open.get(frame_id, 0) + 1

    def _close_id(self, frame_id: str) -> bool:
        if self._open is None or frame_id not in self._open:
            return False
        if self._open[frame_id] == 1:
            del self._open[frame_id]
        else:
            self._open[frame_id] -= 1
        return True

    def _refuse_open(self, code: ErrorCode, message: str) -> bool:
        """Answer every open frame with an error; False when there was none."""
        refused = self._open or {}
        self._open = None
        for frame_id, times in refused.items():
            for _ in range(times):
                self._outbox.send(encode(Error(code=code, message=message, id=frame_id)))
        return bool(refused)
