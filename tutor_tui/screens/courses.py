"""The first screen: which course. It stands at once, while the server is still being reached."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor_tui import keymap
from tutor_tui.desk import Desk
from tutor_tui.messages import ShowRecord, TakeBack, TakeSeat
from tutor_tui.screens.desk_screen import DeskScreen
from tutor_tui.widgets.course_list import CourseList
from tutor_tui.widgets.key_line import KeyLine
from tutor_tui.widgets.place_line import PlaceLine
from tutor_tui.widgets.status_line import StatusLine

READY: Final = "Choose a course"
WAITING: Final = "Getting ready…"
OFFLINE: Final = "Not connected"


class CoursesScreen(DeskScreen):
    """The list of courses."""

    KEYS = keymap.COURSES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "record", show=False),
        Binding("r", "take_back", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Title, list, what is to be read, keys."""
        yield PlaceLine()
        yield CourseList()
        yield StatusLine()
        yield KeyLine()

    def draw(self, desk: Desk) -> None:
        """Hand the parts down."""
        place = self.query_one(PlaceLine)
        place.where = ("tutor",)
        place.standing = _standing(desk)
        self.query_one(CourseList).items = desk.courses or ()
        self.query_one(StatusLine).sentence = desk.notice
        self.show_keys()

    def on_course_list_chosen(self, event: CourseList.Chosen) -> None:
        """Ask for a seat in it."""
        self.post_message(TakeSeat(event.course))

    def action_record(self) -> None:
        """Ask for the record."""
        self.post_message(ShowRecord())

    def action_take_back(self) -> None:
        """Try again where the line has ended."""
        if self.desk.line in ("elsewhere", "ended"):
            self.post_message(TakeBack())


def _standing(desk: Desk) -> str:
    if desk.line in ("lost", "ended", "elsewhere"):
        return OFFLINE
    return WAITING if desk.courses is None else READY
