"""The top line: the course, the topic, which question of how many, and whose move it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive

from tutor_tui.widgets.line import Line, one_line


class PlaceLine(Horizontal):
    """Where one is, on the left; the state in words, on the right."""

    DEFAULT_CSS = """
    PlaceLine {
        height: 1;
        padding: 0 1;
        background: $panel;
        #place { width: 1fr; text-overflow: ellipsis; text-wrap: nowrap; }
        #standing { width: auto; padding-left: 2; text-style: bold; color: $primary; }
    }
    """

    where: reactive[tuple[str, ...]] = reactive(())
    """The parts of the place, the widest first."""
    standing: reactive[str] = reactive("")
    """Whose move it is."""

    def compose(self) -> ComposeResult:
        """Two texts."""
        yield Line(id="place")
        yield Line(id="standing")

    def watch_where(self, where: tuple[str, ...]) -> None:
        """Show another place."""
        self.query_one("#place", Line).say(" · ".join(one_line(part) for part in where if part))

    def watch_standing(self, standing: str) -> None:
        """Show another state."""
        self.query_one("#standing", Line).say(standing)
