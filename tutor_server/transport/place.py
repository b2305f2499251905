"""Where a connection sits: in one session at most.

Joining leaves the session before; a crash of the session is followed by joining it again, on the
same socket and from the last event that was sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import structlog

from tutor_server.session.ports import Seat
from tutor_server.transport.attachment import Attachment
from tutor_server.transport.outbox import Outbox
from tutor_server.transport.resume import resume
from tutor_server.transport.services import Services
from tutor_shared.errors import StoreError, WireError
from tutor_shared.wire.codec import encode
from tutor_shared.wire.frames import Bye, Join, Joined, LessonFrame, TopicItem

log = structlog.get_logger("tutor.transport")

_TAKEN_OVER: Final = Bye(
    code="taken_over", message="This lesson goes on in another terminal; this one is done."
)
_COME_BACK: Final = Bye(code="restart", message="Connect again in a moment.", retry_after_s=1.0)


class Place:
    """A user's place, which may be empty.

    `end` closes the connection with a word. `rejoin_soon` is asked, from within a session's end,
    to have `rejoin` called before anything else.
    """

    __slots__ = ("_attachment", "_end", "_outbox", "_rejoin_soon", "_services", "user")

    def __init__(
        self,
        services: Services,
        outbox: Outbox,
        *,
        end: Callable[[Bye], None],
        rejoin_soon: Callable[[Attachment], None],
    ) -> None:
        self._services = services
        self._outbox = outbox
        self._end = end
        self._rejoin_soon = rejoin_soon
        self._attachment: Attachment | None = None
        self.user = ""

    def offer(self, frame: LessonFrame) -> bool:
        """Pass a frame on at once; False when there is no session, or no room in its mailbox."""
        return self._attachment is not None and self._attachment.offer(frame)

    async def push(self, frame: LessonFrame) -> None:
        """Pass a frame on, waiting for room.

        Raises:
            WireError: `not_joined`.
        """
        await self._present().push(frame)

    async def join(self, frame: Join) -> None:
        """Take a seat, say `joined`, and send what was missed and what comes.

        Raises:
            WireError: the session cannot be joined.
            StoreError: the same, for now.
        """
        await self.vacate()
        attachment = await self._attach(frame.syllabus, restart=frame.restart)
        after, resumed = resume(frame, attachment.seat.session, attachment.seat.seq)
        self._outbox.send(encode(_joined(frame.ref, attachment.seat, resumed=resumed)))
        await self._go_live(attachment, after)

    async def rejoin(self, lost: Attachment) -> None:
        """Join the session behind a lost attachment again, unless its place was left meanwhile."""
        if self._attachment is not lost:
            return
        self._attachment = None
        attachment = await self._attach(lost.seat.syllabus, restart=False)
        if attachment.seat.session == lost.seat.session:
            await self._go_live(attachment, lost.sent)
        else:
            self._end(_COME_BACK)

    async def leave(self) -> None:
        """Leave the session.

        Raises:
            WireError: `not_joined`.
        """
        self._present()
        await self.vacate()

    async def vacate(self) -> None:
        """Leave the session, if there is one; never raises."""
        attachment, self._attachment = self._attachment, None
        if attachment is not None:
            await attachment.leave()

    def replaced(self) -> None:
        """Another terminal has our session."""
        self._attachment = None
        self._end(_TAKEN_OVER)

    def lost(self, attachment: Attachment, *, rejoin: bool) -> None:
        """Our session's process ended."""
        if rejoin:
            self._rejoin_soon(attachment)
        elif self._attachment is attachment:
            self._attachment = None

    def _present(self) -> Attachment:
        if self._attachment is None:
            raise WireError("not_joined", "Join a course first.")
        return self._attachment

    async def _attach(self, syllabus: str, *, restart: bool) -> Attachment:
        attachment = Attachment(self, self._outbox)
        seat = await self._services.lessons.join(
            self.user, syllabus, restart=restart, subscriber=attachment
        )
        attachment.take(seat)
        self._attachment = attachment
        return attachment

    async def _go_live(self, attachment: Attachment, after: int) -> None:
        try:
            await attachment.go_live(self._services.sessions, after)
        except StoreError as error:
            # `joined` is said already, so its ref can have no error: the client comes back.
            log.warning("channel.replay_failed", user=self.user, error=str(error))
            self._end(_COME_BACK)


def _joined(ref: str, seat: Seat, *, resumed: bool) -> Joined:
    return Joined(
        ref=ref,
        session=seat.session,
        syllabus=seat.syllabus,
        title=seat.title,
        state=seat.state,
        seq=seat.seq,
        epoch=seat.epoch,
        resumed=resumed,
        topics=[TopicItem(id=topic, title=title) for topic, title in seat.topics],
    )
