"""The footer: the keys that do something now, and their words, on as many lines as they need."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor_tui.keymap import Key

#: Below this many columns only the main keys are shown; the help has them all.
ROOMY = 100


class KeyLine(Widget):
    """One entry a key; a click on one is like the key."""

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
        roomy = self.app.size.width >= ROOMY
        shown = [key for key in self.keys if roomy or key.main]
        return Content("  ").join(entry(key) for key in shown)


def entry(key: Key) -> Content:
    """A key and its words, held together."""
    words = key.words.replace(" ", "\N{NO-BREAK SPACE}")
    return Content.assemble((key.shown, "bold $primary"), f"\N{NO-BREAK SPACE}{words}")
