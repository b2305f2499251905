"""The courses to choose from: arrows and Enter, a number, or a click."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from tutor_shared.wire.frames import CourseStatus, SyllabusItem
from tutor_tui.widgets.bar import MASTERED, bar
from tutor_tui.widgets.line import Line, one_line, plain

MARK: Final = "▸"
STATUS: Final[dict[CourseStatus, str]] = {
    "new": "new",
    "active": "begun",
    "complete": f"{MASTERED} complete",
}


class CourseRow(Horizontal):
    """One course: title and status, what it is about, and how much of it is mastered."""

    DEFAULT_CSS = """
    CourseRow {
        height: auto; padding: 0 1; margin-bottom: 1;
        .number { width: 5; color: $primary; }
        .about { width: 1fr; }
    }
    """

    class Picked(Message):
        """It was clicked."""

        def __init__(self, row: CourseRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, number: int, item: SyllabusItem) -> None:
        super().__init__()
        self.number = number
        self.item = item

    def compose(self) -> ComposeResult:
        """A mark with the number, and beside it the course."""
        yield Line(self._numbered(), classes="number")
        yield Static(course_lines(self.item), markup=False, classes="about")

    def mark(self, *, marked: bool) -> None:
        """Show whether this is the one that Enter takes."""
        self.set_class(marked, "-marked")
        for line in self.query(Line):
            line.say(self._numbered())

    def _numbered(self) -> str:
        return f"{MARK if self.has_class('-marked') else ' '} {self.number}"

    def on_click(self) -> None:
        """Tell it."""
        self.post_message(self.Picked(self))


class CourseList(VerticalScroll, can_focus=True):
    """The courses, the first marked."""

    DEFAULT_CSS = """
    CourseList {
        height: 1fr;
        padding: 1 1;
        .-marked { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    class Chosen(Message):
        """A course was chosen."""

        def __init__(self, course: str) -> None:
            super().__init__()
            self.course = course

    items: reactive[tuple[SyllabusItem, ...]] = reactive((), recompose=True)
    """The courses."""
    at: reactive[int] = reactive(0)
    """The index of the marked one."""

    def compose(self) -> ComposeResult:
        """A row a course."""
        for number, item in enumerate(self.items, 1):
            yield CourseRow(number, item)
        self.call_after_refresh(self.watch_at, self.at)

    def watch_at(self, at: int) -> None:
        """Show the mark."""
        for index, row in enumerate(self.query(CourseRow)):
            row.mark(marked=index == at)
            if index == at:
                row.scroll_visible(animate=False)

    def action_move(self, by: int) -> None:
        """Move the mark; it stays within the list."""
        self.at = min(max(self.at + by, 0), max(len(self.items) - 1, 0))

    def action_choose(self) -> None:
        """Take the marked course."""
        if self.at < len(self.items):
            self.post_message(self.Chosen(self.items[self.at].id))

    def on_key(self, event: object) -> None:
        """A number marks its course."""
        key = getattr(event, "key", "")
        if key.isdecimal() and key.isascii() and 0 < int(key) <= len(self.items):
            self.at = int(key) - 1

    def on_course_row_picked(self, event: CourseRow.Picked) -> None:
        """A click marks, a second one takes."""
        if self.at == event.row.number - 1:
            self.action_choose()
        self.at = event.row.number - 1


def course_lines(item: SyllabusItem) -> Content:
    """A course in three lines."""
    share = item.mastered / item.skills if item.skills else 0.0
    style = "$success" if item.status == "complete" else "$text-muted"
    status = (f"   {STATUS[item.status]}", style)
    lines = [Content.assemble(plain(one_line(item.title), "bold"), status)]
    if item.description.strip():
        lines.append(plain(one_line(item.description)))
    counts = f" {item.mastered} of {item.skills} skills mastered"
    lines.append(Content.assemble((bar(share), "$primary"), counts))
    return Content("\n").join(lines)
