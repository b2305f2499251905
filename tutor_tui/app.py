"""The app: screens over one classroom.

The first screen stands before anything heavy is imported or any server started; that happens behind
it. Screens ask by messages, which end here; each new desk goes down to every screen that stands.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from tutor_shared.errors import WireError
from tutor_tui import theme
from tutor_tui.desk import Desk
from tutor_tui.keymap import Key, allowed
from tutor_tui.messages import (
    Mistake,
    Push,
    TakeSeat,
)
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.desk_screen import DeskScreen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tutor_tui.classroom import Classroom, Connect

#: A window that is being dragged changes size many times a second.
SETTLED_S: Final = 0.15
#: Imported behind the first screen.
_HEAVY: Final = (
    "tutor_tui.classroom",
    "tutor_tui.screens.lesson",
    "tutor_tui.widgets.message_card",
)


class TutorApp(App[str]):
    """`tutor chat`. Its result is a sentence when there could be no lesson, else None.

    `connect` makes the link, in the running loop; it is given where to say that starting takes long.
    """

    CSS = """
    Screen { background: $background; }
    Screen:nocolor .-marked { text-style: reverse; }
    """
    TITLE = "tutor"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False, priority=True),
        Binding("ctrl+t", "theme", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    class DeskChanged(Message):
        """There is a new desk to look at."""

    def __init__(
        self,
        connect: Callable[[Callable[[str], None]], Connect],
        *,
        course: str | None = None,
        restart: bool = False,
    ) -> None:
        # In Textual only its ANSI mode drops every colour; the other one paints in greys.
        super().__init__(ansi_color="NO_COLOR" in os.environ)
        self._connect = connect
        self._course = course
        self._restart = restart
        self._classroom: Classroom | None = None
        self._told = False
        self._settling: Timer | None = None

    def on_mount(self) -> None:
        """Show the first screen; the rest begins once it is seen."""
        for each in theme.themes():
            self.register_theme(each)
        self.theme = theme.fitting(os.environ)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)
        self.app_resume_signal.subscribe(self, self._repaint)
        self.push_screen(CoursesScreen())
        self.call_after_refresh(self.run_worker, self._begin(), name="begin")

    def on_resize(self) -> None:
        """Paint all again once the size stands: terminals move what was on them, each its own way."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(SETTLED_S, self._repaint)

    def _repaint(self, *_: object) -> None:
        """Paint every cell, whatever is believed to stand there already."""
        self.screen.refresh(layout=True)

    async def on_unmount(self) -> None:
        """Leave politely."""
        if self._classroom is not None:
            await self._classroom.close()

    @property
    def failure(self) -> Exception | None:
        """What ended the app, if it was a defect of its own."""
        return self._exception

    def _print_error_renderables(self) -> None:
        """No traceback: who ran the app tells the failure in a sentence."""
        self._exit_renderables.clear()

    # The classroom.

    async def _begin(self) -> None:
        for module in _HEAVY:
            await asyncio.to_thread(importlib.import_module, module)
        from tutor_tui.classroom import Classroom

        self._classroom = Classroom(self._connect(self._notice), self._changed)
        try:
            await self._classroom.open()
            if self._course is None:
                await self._classroom.offer()
            else:
                await self._take_seat(TakeSeat(self._course, restart=self._restart))
        except WireError as error:
            self.exit(error.message)

    def _changed(self, desk: Desk) -> None:
        """Called for each new desk; at most one message about it is on its way."""
        del desk
        if not self._told:
            self._told = True
            self.post_message(self.DeskChanged())

    def on_tutor_app_desk_changed(self) -> None:
        """Hand the desk down."""
        self._told = False
        for screen in self.screen_stack:
            self._hand_down(screen)

    def _hand_down(self, screen: Screen[Any]) -> None:
        if isinstance(screen, DeskScreen) and self._classroom is not None:
            screen.desk = self._classroom.desk

    def _notice(self, sentence: str) -> None:
        if self._classroom is not None:
            self._classroom.notice(sentence)

    # What screens ask for.

    def on_push(self, message: Push) -> None:
        """Send it."""
        if self._classroom is not None:
            self._classroom.push(message.frame)

    def on_mistake(self, message: Mistake) -> None:
        """Have it read."""
        self._notice(message.sentence)

    def on_take_seat(self, message: TakeSeat) -> None:
        """Take a seat, in a worker of its own."""
        self.run_worker(self._enter(message), name="enter", group="seat", exclusive=True)

    def on_show_courses(self) -> None:
        """Leave the lesson for the list."""
        self.run_worker(self._to_courses(), name="courses", group="seat", exclusive=True)

    def on_take_back(self) -> None:
        """Continue here."""
        self.run_worker(self._take_back(), name="take-back", group="seat", exclusive=True)

    def on_show_record(self) -> None:
        """Fetch the record, then show it."""
        self.run_worker(self._show_record(), name="record", group="record", exclusive=True)

    def on_finished(self) -> None:
        """The lesson is over."""
        from tutor_tui.screens.summary import SummaryScreen

        if self._classroom is not None:
            self.push_screen(SummaryScreen(self._classroom.desk.view))

    async def _enter(self, message: TakeSeat) -> None:
        try:
            await self._take_seat(message)
        except WireError as error:
            await self._pop_to_courses()
            self._notice(error.message)

    async def _take_seat(self, message: TakeSeat) -> None:
        from tutor_tui.screens.lesson import LessonScreen

        assert self._classroom is not None
        await self._pop_to_courses()
        self._classroom.clear()
        lesson = LessonScreen()
        self._hand_down(lesson)
        await self.push_screen(lesson)
        await self._classroom.enter(message.course, restart=message.restart)

    async def _to_courses(self) -> None:
        assert self._classroom is not None
        await self._pop_to_courses()
        await self._classroom.leave()
        try:
            await self._classroom.offer()
        except WireError as error:
            self._notice(error.message)

    async def _pop_to_courses(self) -> None:
        while len(self.screen_stack) > 1 and not isinstance(self.screen, CoursesScreen):
            await self.pop_screen()

    async def _take_back(self) -> None:
        assert self._classroom is not None
        try:
            await self._classroom.take_back()
        except WireError as error:
            self._notice(error.message)

    async def _show_record(self) -> None:
        from tutor_tui.screens.record import RecordScreen

        if self._classroom is None:
            return
        try:
            courses = await self._classroom.record()
        except WireError as error:
            self._notice(error.message)
        else:
            await self.push_screen(RecordScreen(courses))

    # Keys that work everywhere.

    async def action_help(self) -> None:
        """Show the keys."""
        from tutor_tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            await self.push_screen(HelpScreen())

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = theme.DARK if self.theme == theme.LIGHT else theme.LIGHT

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what this screen's keys do now, and what works everywhere."""
        if isinstance(screen, DeskScreen):
            for key in allowed(screen.KEYS, screen.possible):
                if key.action:
                    yield SystemCommand(key.words, key.does, self._runner(screen, key))
        yield SystemCommand("Help", "see the keys and commands", self.action_help)
        yield SystemCommand("Light/dark", "change between light and dark", self.action_theme)
        yield SystemCommand("Quit", "leave; you can go on later", self.action_quit)

    def _runner(self, screen: Screen[Any], key: Key) -> Callable[[], object]:
        return lambda: self.call_later(screen.run_action, key.action)
