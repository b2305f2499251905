"""The options of the open question: marked by arrows or by what is typed, sent with Enter.

The answer box keeps the focus, so one can always type; here is only shown what is marked.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.reactive import reactive

from tutor_shared.wire.frames import Option
from tutor_tui.widgets.line import Line, one_line

MARK = "▸"


class OptionRow(Line):
    """One option."""

    class Picked(Message):
        """It was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.mark(marked=False)

    def mark(self, *, marked: bool) -> None:
        """Show whether this one is marked."""
        self.set_class(marked, "-marked")
        sign = MARK if marked else " "
        self.say(f"{sign} {one_line(self.option.key)})  {one_line(self.option.text)}")

    def on_click(self) -> None:
        """Tell it."""
        self.post_message(self.Picked(self.option.key))


class Options(VerticalScroll):
    """The options, none marked at first."""

    DEFAULT_CSS = """
    Options {
        height: auto;
        max-height: 40%;
        padding: 0 1 0 2;
        scrollbar-size-vertical: 1;
        OptionRow { width: 1fr; padding-left: 1; }
        .-marked { background: $primary 25%; text-style: bold; }
    }
    """

    options: reactive[tuple[Option, ...]] = reactive((), recompose=True)
    """What there is to choose from."""
    marked: reactive[frozenset[str]] = reactive(frozenset())
    """The keys of the marked options."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, can_focus=False)
        self._at = -1

    def compose(self) -> ComposeResult:
        """A row an option."""
        for option in self.options:
            yield OptionRow(option)

    def watch_options(self, options: tuple[Option, ...]) -> None:
        """Other options: nothing is marked."""
        self.display = bool(options)
        self._at = -1
        self.marked = frozenset()

    def watch_marked(self, marked: frozenset[str]) -> None:
        """Show the marks."""
        for row in self.query(OptionRow):
            row.mark(marked=row.option.key in marked)
            if row.option.key in marked:
                row.scroll_visible(animate=False)

    @property
    def chosen(self) -> str:
        """The key that the arrows stand on, or the empty string."""
        return self.options[self._at].key if 0 <= self._at < len(self.options) else ""

    def step(self, by: int) -> None:
        """Move the mark down or up; from nowhere to the first or the last."""
        if self.options:
            start = self._at if self._at >= 0 else (-1 if by > 0 else 0)
            self._at = (start + by) % len(self.options)
            self.marked = frozenset({self.chosen})

    def typed(self, text: str) -> None:
        """Mark what is typed: keys, separated by commas, spaces or lines."""
        self._at = -1
        words = set(text.casefold().replace(",", " ").split())
        self.marked = frozenset(o.key for o in self.options if o.key.casefold() in words)
