"""The help: every key and every command, from the tables that make them work."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.content import Content

from tutor_tui import keymap
from tutor_tui.commands import COMMANDS
from tutor_tui.screens.reading import ReadingScreen
from tutor_tui.widgets.line import Line


class HelpScreen(ReadingScreen):
    """Keys, then commands."""

    TITLE = "Help"

    def content(self) -> ComposeResult:
        """Three tables."""
        keys = [(key.shown, key.does) for key in (*keymap.LESSON, *keymap.ANYWHERE)]
        yield Line("Keys in a lesson", classes="section")
        yield _table([*keys, *keymap.UNSAID])
        yield Line("Commands, typed into the box", classes="section")
        yield _table((command.usage, command.does) for command in COMMANDS.values())


def _table(rows: Iterable[tuple[str, str]]) -> Line:
    rows = list(rows)
    width = max(len(left) for left, _ in rows)
    parts = [
        Content.assemble((f"{left:<{width}}", "bold $primary"), f"   {right}")
        for left, right in rows
    ]
    line = Line()
    line.say(Content("\n").join(parts))
    return line
