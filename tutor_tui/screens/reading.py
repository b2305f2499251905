"""A page to be read, over whatever was there: scrolled with arrows, left with escape."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tutor_tui import keymap
from tutor_tui.desk import Desk
from tutor_tui.screens.desk_screen import DeskScreen
from tutor_tui.widgets.key_line import KeyLine
from tutor_tui.widgets.place_line import PlaceLine


class ReadingScreen(DeskScreen):
    """A title over a page; the page is `content`."""

    DEFAULT_CSS = """
    ReadingScreen {
        #page { height: 1fr; padding: 1 2; }
        .section { color: $primary; text-style: bold; }
        #page > * { height: auto; margin-bottom: 1; }
    }
    """
    KEYS = keymap.READING
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", show=False)]
    AUTO_FOCUS = "#page"
    TITLE = ""

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        yield PlaceLine()
        with VerticalScroll(id="page"):
            yield from self.content()
        yield KeyLine()

    def content(self) -> ComposeResult:
        """The parts of the page."""
        yield from ()

    def draw(self, desk: Desk) -> None:
        """Show the title."""
        self.query_one(PlaceLine).where = (self.TITLE or "",)
        super().draw(desk)

    def action_back(self) -> None:
        """To where one was."""
        self.dismiss()
