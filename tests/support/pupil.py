"""A pupil at the app: keys in, screens out, waiting on what is to be seen and never on time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.app import App
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tests.support.fake_server import FakeServer
from tutor_tui.app import TutorApp
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.link.server_link import ServerLink
from tutor_tui.screens.lesson import LessonScreen
from tutor_tui.widgets.answer_box import AnswerBox
from tutor_tui.widgets.place_line import PlaceLine
from tutor_tui.widgets.status_line import StatusLine

#: A hang is a failure; nothing waits for this to pass.
PATIENCE_S = 30.0
SMALL = (80, 24)
LARGE = (120, 40)


@dataclass
class Pupil:
    """Someone at the keyboard of a running app."""

    app: TutorApp
    pilot: Pilot[str]

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type a text into the box, and send it."""
        self.box.text = text
        await self.pilot.press("enter")

    async def until(self, seen: Callable[[], bool]) -> None:
        """Go on once something is so, and everything has been drawn."""
        async with asyncio.timeout(PATIENCE_S):
            while not seen():
                await self.pilot.pause()
            await self.pilot.pause()

    async def on(self, kind: type[Screen[None]]) -> None:
        """Wait until a screen of that kind is on top."""
        await self.until(lambda: isinstance(self.app.screen, kind))

    async def stands(self, standing: str) -> None:
        """Wait until the top line says so."""
        await self.until(lambda: self.standing == standing)

    async def says(self, words: str) -> None:
        """Wait until these words are on the screen."""
        await self.until(lambda: words in self.text)

    @property
    def standing(self) -> str:
        """What the top line says of whose move it is."""
        lines = self.app.screen.query(PlaceLine)
        return lines.first().standing if lines else ""

    @property
    def status(self) -> str:
        """The sentence that is to be read."""
        lines = self.app.screen.query(StatusLine)
        return lines.first().sentence if lines else ""

    @property
    def box(self) -> AnswerBox:
        """The answer box of the lesson."""
        return self.app.screen.query_one(AnswerBox)

    @property
    def lesson(self) -> LessonScreen:
        """The lesson's screen."""
        assert isinstance(self.app.screen, LessonScreen)
        return self.app.screen

    @property
    def text(self) -> str:
        """All that is written on the screen, or can be scrolled to."""
        return "\n".join(said(widget) for widget in self.app.screen.query(Widget) if widget.display)


def said(widget: Widget) -> str:
    """What a widget that draws a text draws."""
    shown = widget.content if isinstance(widget, Static) else widget.render()
    return shown.plain if isinstance(shown, Content) else shown if isinstance(shown, str) else ""


def linked(server: FakeServer) -> Callable[[Callable[[str], None]], Callable[[], ServerLink]]:
    """What an app needs to reach a fake server."""

    async def locate() -> Endpoint:
        return Endpoint(server.url)

    return lambda _: lambda: ServerLink(locate, client="test", random=lambda: 0.05)


@asynccontextmanager
async def pupil_at(
    server: FakeServer, *, course: str | None = "fractions", size: tuple[int, int] = SMALL
) -> AsyncIterator[Pupil]:
    """An app at a fake server, in its lesson unless `course` is None."""
    app = TutorApp(linked(server), course=course)
    async with running(app, size) as pilot:
        pupil = Pupil(app, pilot)
        if course is not None:
            await pupil.on(LessonScreen)
            pupil.box.cursor_blink = False
            await pupil.until(lambda: pupil.lesson.desk.phase not in ("opening", "sending"))
        yield pupil


@asynccontextmanager
async def running(app: App[str], size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[str]]:
    """An app without a terminal; the cursor stands still."""
    async with app.run_test(size=size) as pilot:
        yield pilot
