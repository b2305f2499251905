"""The top line: the course, the topic, which question of how many, and whose move it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
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

    def watch_where(self) -> None:
        """Show another place."""
        self._fit()

    def watch_standing(self, standing: str) -> None:
        """Show another state."""
        self.query_one("#standing", Line).say(standing)
        self._fit()

    def on_resize(self) -> None:
        """There may be room for more, or less."""
        self._fit()

    def _fit(self) -> None:
        room = self.size.width - cell_len(self.standing) - 4
        self.query_one("#place", Line).say(fitting(self.where, room))


def fitting(parts: Sequence[str], room: int) -> str:
    """The parts in one line; where there is no room for all, the first ones are left out."""
    shown = [one_line(part) for part in parts if part]
    while len(shown) > 1 and cell_len(" · ".join(shown)) > room:
        shown.pop(0)
    return " · ".join(shown)
