"""The end of a lesson: what was learned, and where to go from here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tutor_tui import keymap
from tutor_tui.desk import Desk
from tutor_tui.lesson import View
from tutor_tui.messages import ShowCourses, ShowRecord, TakeSeat
from tutor_tui.screens.desk_screen import DeskScreen, bindings
from tutor_tui.widgets.key_line import KeyLine
from tutor_tui.widgets.line import Line
from tutor_tui.widgets.mastery import Mastery
from tutor_tui.widgets.place_line import PlaceLine
from tutor_tui.widgets.prose import Prose


class SummaryScreen(DeskScreen):
    """The summary of a complete lesson."""

    DEFAULT_CSS = """
    SummaryScreen {
        #page { height: 1fr; padding: 1 2; }
        .section { color: $text-muted; text-style: bold; margin-top: 1; }
    }
    """
    KEYS = keymap.SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(keymap.SUMMARY),
        Binding("escape", "look_back", show=False),
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """Title, summary, skills, keys."""
        yield PlaceLine()
        with VerticalScroll(id="page"):
            said = [m.text for m in self._view.messages if m.kind == "summary"]
            yield Prose(said[-1] if said else "")
            yield Line("Skills", classes="section")
            yield Mastery(limit=50)
        yield KeyLine()

    def draw(self, desk: Desk) -> None:
        """Show the parts."""
        place = self.query_one(PlaceLine)
        place.where, place.standing = (self._view.title,), "Finished"
        mastery = self.query_one(Mastery)
        mastery.skills, mastery.known = self._view.skills, frozenset(self._view.stirred)
        super().draw(desk)

    def action_courses(self) -> None:
        """To the list of courses."""
        self.post_message(ShowCourses())

    def action_look_back(self) -> None:
        """To the lesson."""
        self.dismiss()

    def action_begin_again(self) -> None:
        """The course anew; what is known stays."""
        self.post_message(TakeSeat(self._view.syllabus, restart=True))

    def action_record(self) -> None:
        """Ask for the record."""
        self.post_message(ShowRecord())
