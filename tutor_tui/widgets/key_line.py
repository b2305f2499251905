"""The footer: the keys that do something now, and their words, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor_tui.keymap import Key

#: Below this many columns only the main keys are shown; the help has them all.
ROOMY: Final = 100
BETWEEN: Final = "  "


class KeyLine(Widget):
    """One entry a key."""

    DEFAULT_CSS = """
    KeyLine {
        height: auto;
        max-height: 2;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    keys: reactive[tuple[Key, ...]] = reactive((), layout=True)
    """The keys to show, in order."""

    def render(self) -> RenderResult:
        """The entries; none is broken over two lines."""
        width = self.app.size.width
        shown = [key for key in self.keys if width >= ROOMY or key.main]
        rows = packed([entry(key) for key in shown], width - 2)
        return Content("\n").join(Content(BETWEEN).join(row) for row in rows)


def entry(key: Key) -> Content:
    """A key and its words."""
    return Content.assemble((key.shown, "bold $primary"), f" {key.words}")


def packed(entries: Sequence[Content], width: int) -> list[list[Content]]:
    """The entries in rows, as many in each as fit."""
    rows: list[list[Content]] = [[]]
    used = 0
    for each in entries:
        needed = each.cell_length + (len(BETWEEN) if rows[-1] else 0)
        if rows[-1] and used + needed > width:
            rows.append([])
            used, needed = 0, each.cell_length
        rows[-1].append(each)
        used += needed
    return rows
