"""`tutor chat --plain`: a lesson as lines, for pipes, screen readers and small terminals.

Two tasks. One follows the link: each event goes through the transcript, and its lines are printed
at once. The other leads: choose a course, join, then again and again wait until it is the learner's
move, read one line, act. A line is read only when the session waits for the learner and all before
it is printed; the last doubt about that is settled by a `pong`, which stands behind everything the
server sent.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Final, Protocol, assert_never

from tutor_shared.errors import UsageError, WireError
from tutor_shared.ids import new_id
from tutor_shared.wire.frames import LessonFrame, SyllabusItem
from tutor_tui import commands
from tutor_tui.link.events import Refused
from tutor_tui.link.server_link import ServerLink
from tutor_tui.plain import transcript
from tutor_tui.plain.console import Console
from tutor_tui.plain.text import (
    CHOOSE,
    chosen,
    course_lines,
    help_lines,
    record_lines,
    unchosen,
)
from tutor_tui.plain.transcript import Transcript

#: If no sign of the turn's end is understood for so long, the learner is let in all the same.
QUIET_S: Final = 60.0

NOT_SENT: Final = "Not sent yet; it goes out once there is a connection."
NOT_UTF8: Final = "That line is not text in UTF-8; type it again."
NO_COURSES: Final = (
    "This server offers no course that can be taught. Ask who runs it, or see: tutor courses"
)
AGAIN: Final = "This course is complete. To begin it again: {command} --restart"
KEPT: Final = "Your lesson is kept. Go on with: {command}"
ADVICE: Final = "(Enter goes on, /help lists the commands.)"


class Lines(Protocol):
    """Where typed lines come from."""

    async def line(self) -> bytes | None:
        """The next line without its end, or None at the end of input."""


class Plain:
    """One run of the plain client. `course` is an id, or None: then the first line chooses.

    `options` is what `tutor chat COURSE` needs besides to find this server again.
    """

    def __init__(
        self,
        link: ServerLink,
        console: Console,
        lines: Lines,
        *,
        course: str | None,
        restart: bool = False,
        options: str = "",
        frame_id: Callable[[], str] = new_id,
    ) -> None:
        self._link = link
        self._console = console
        self._lines = lines
        self._course = course
        self._restart = restart
        self._options = options
        self._frame_id = frame_id
        self._transcript = Transcript()
        self._moved = asyncio.Event()
        """Set when it became the learner's move, or the lesson ended."""
        self._ended = asyncio.Event()
        self._output_gone = False

    async def run(self) -> None:
        """The lesson from start to end.

        Raises:
            UsageError: the server or the course is not to be had.
            BrokenPipeError: nobody reads the output any more.
        """
        await self._link.open()
        following = asyncio.create_task(self._follow(), name="plain-follow")
        try:
            await self._lead()
        except WireError as error:
            raise UsageError(error.message) from None
        finally:
            await self._part(following)
        if self._output_gone:
            raise BrokenPipeError("nobody reads the output any more")
        if isinstance(self._transcript.over, Refused):
            raise UsageError(self._transcript.over.reason)

    async def _part(self, following: asyncio.Task[None]) -> None:
        """Leave politely, whatever happened."""
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await self._link.leave()
        await self._link.close()
        with contextlib.suppress(BrokenPipeError):
            self._console.leave(self._parting_words())

    def _parting_words(self) -> str:
        """What a learner is told who leaves a lesson that goes on."""
        under_way = self._transcript.view.session is not None and not self._transcript.ended
        return KEPT.format(command=self._command()) if under_way else ""

    def _command(self) -> str:
        return f"tutor chat {self._transcript.view.syllabus}{self._options}"

    # Following: what the server says.

    async def _follow(self) -> None:
        try:
            async for event in self._link.events():
                was_offline = self._transcript.offline
                self._transcript, lines = transcript.take(self._transcript, event)
                self._console.show(lines)
                if was_offline and not self._transcript.offline:
                    self._console.note("Connected again.")
                self._look()
        except BrokenPipeError:
            self._output_gone = True
            self._ended.set()
            self._moved.set()

    def _look(self) -> None:
        """Ask for a mark where the transcript wants one; wake who waits for the learner's move."""
        if self._transcript.wants_mark:
            self._transcript = transcript.marked(self._transcript, self._link.mark())
        if self._transcript.ended:
            self._ended.set()
        if self._transcript.ended or self._transcript.learners_move:
            self._moved.set()

    # Leading: what the learner does.

    async def _lead(self) -> None:
        with self._console.patience():
            await self._link.welcomed()
        if not await self._take_seat():
            return
        if await self._learners_move():
            self._console.advise(ADVICE)
        while await self._learners_move():
            line = await self._read()
            if line is None or not await self._act(line):
                return
        if self._transcript.view.complete and self._transcript.resuming:
            self._console.note(AGAIN.format(command=self._command()))

    async def _take_seat(self) -> bool:
        """Join the course that was named, or the one that the first line chooses."""
        if self._course is not None:
            await self._join(self._course)
            return True
        with self._console.patience():
            items = await self._link.courses()
        if not items:
            raise UsageError(NO_COURSES)
        self._console.show(["Courses:", *course_lines(items), CHOOSE])
        while (line := await self._read()) is not None and line.strip() != "/quit":
            if await self._choose(items, line):
                return True
        return False

    async def _choose(self, items: list[SyllabusItem], line: str) -> bool:
        courses = chosen(items, line)
        if len(courses) != 1:
            self._console.error(unchosen(courses))
            return False
        try:
            await self._join(courses[0])
        except WireError as error:
            self._console.error(error.message)
            return False
        return True

    async def _join(self, course: str) -> None:
        with self._console.patience():
            await self._link.join(course, restart=self._restart)

    async def _learners_move(self) -> bool:
        """Wait until it is the learner's move; False when the lesson is over."""
        with self._console.patience():
            while not self._moved.is_set():
                try:
                    async with asyncio.timeout(QUIET_S):
                        await self._moved.wait()
                except TimeoutError:
                    self._transcript = transcript.let_in(self._transcript)
                    self._look()
        return not self._ended.is_set()

    async def _read(self) -> str | None:
        """One line, or None at the end of input or of the lesson."""
        while (line := await self._typed()) is not None:
            self._console.typed()
            try:
                return line.decode()
            except UnicodeDecodeError:
                self._console.error(NOT_UTF8)
        return None

    async def _typed(self) -> bytes | None:
        with self._console.asking():
            typed = asyncio.create_task(_next_of(self._lines))
            ended = asyncio.create_task(self._ended.wait())
            waits: set[asyncio.Task[Any]] = {typed, ended}
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                return None if self._ended.is_set() else typed.result()
            finally:
                for wait in waits:
                    wait.cancel()

    async def _act(self, line: str) -> bool:
        """Do what a line asks for; False to leave."""
        action = commands.read(line, self._frame_id())
        match action:
            case commands.Push():
                self._push(action.frame)
            case commands.Mistake():
                self._console.error(action.sentence)
            case commands.ShowHelp():
                self._console.show(help_lines())
            case commands.ShowRecord():
                await self._show_record()
            case commands.Quit():
                return False
            case _:
                assert_never(action)
        return True

    def _push(self, frame: LessonFrame) -> None:
        refusal = self._link.push(frame)
        if refusal:
            self._console.error(refusal)
            return
        self._transcript = transcript.pushed(self._transcript, frame.id)
        self._moved.clear()
        if self._transcript.offline:
            self._console.error(NOT_SENT)

    async def _show_record(self) -> None:
        try:
            with self._console.patience():
                courses = await self._link.record()
        except WireError as error:
            self._console.error(error.message)
        else:
            self._console.show(record_lines(courses))


async def _next_of(lines: Lines) -> bytes | None:
    return await lines.line()
