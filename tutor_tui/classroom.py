"""The process between the link and the screens: it follows the stream, and does what is asked.

Every event is folded into the desk by `desk.take`; whoever draws is told that the desk has changed,
and looks at it when it likes. So nothing piles up between the two, however fast events come. Knows
no widget and no screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tutor_shared.errors import WireError
from tutor_shared.wire import frames
from tutor_shared.wire.frames import LessonFrame
from tutor_tui import desk as desks
from tutor_tui.desk import Desk
from tutor_tui.link.server_link import ServerLink

Connect = Callable[[], ServerLink]
NO_COURSES: Final = "This server offers no course that can be taught. Ask who runs it."


class Classroom:
    """One learner at one server. `connect` makes a link; `changed` is told of each new desk."""

    def __init__(self, connect: Connect, changed: Callable[[Desk], None]) -> None:
        self._connect = connect
        self._changed = changed
        self._link: ServerLink | None = None
        self._following: asyncio.Task[None] | None = None
        self._course = ""
        self.desk = Desk()

    async def open(self) -> None:
        """Reach the server.

        Raises:
            WireError: it will not have us, or is not there.
        """
        link = self._link = self._connect()
        await link.open()
        self._following = asyncio.create_task(self._follow(link), name="classroom-follow")
        await link.welcomed()

    async def offer(self) -> None:
        """Ask for the courses."""
        courses = await self._there().courses()
        self._become(desks.offered(self.desk, courses))
        if not courses:
            self.notice(NO_COURSES)

    def clear(self) -> None:
        """Make the desk ready for another lesson."""
        self._become(Desk(line=self.desk.line, courses=self.desk.courses))

    async def enter(self, course: str, *, restart: bool = False) -> None:
        """Take a seat, at a clear desk.

        Raises:
            WireError: there is none.
        """
        self._course = course
        await self._there().join(course, restart=restart)

    async def leave(self) -> None:
        """Leave the lesson; it stays resumable."""
        if self._link is not None:
            await self._link.leave()
        self._course = ""
        self._become(Desk(line=self.desk.line))

    async def take_back(self) -> None:
        """Begin a new line to the server, and take the seat again."""
        returned, returns = self.desk.returned, self.desk.returns
        await self.close()
        self._become(Desk(returned=returned, returns=returns))
        await self.open()
        if self._course:
            await self._there().join(self._course)
        else:
            await self.offer()

    async def record(self) -> list[frames.CourseRecord]:
        """What is known of the learner. Raises WireError."""
        return await self._there().record()

    def push(self, frame: LessonFrame) -> None:
        """Send something; a refusal is noticed, and the words go back."""
        refusal = self._there().push(frame)
        self._become(desks.pushed(self.desk, frame))
        if refusal:
            self._become(desks.take(self.desk, frames.Error("too_large", refusal, id=frame.id)))

    def notice(self, sentence: str) -> None:
        """Have something read."""
        self._become(desks.noticed(self.desk, sentence))

    async def close(self) -> None:
        """Leave politely, and end the link. Closing a closed classroom does nothing."""
        following, self._following = self._following, None
        link, self._link = self._link, None
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        if link is not None:
            await link.leave()
            await link.close()

    async def _follow(self, link: ServerLink) -> None:
        async for event in link.events():
            self._become(desks.take(self.desk, event))

    def _become(self, desk: Desk) -> None:
        self.desk = desk
        self._changed(desk)

    def _there(self) -> ServerLink:
        if self._link is None:
            raise WireError("unavailable", "There is no connection yet. Try again in a moment.")
        return self._link
