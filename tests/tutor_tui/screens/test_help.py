from __future__ import annotations

from textual.widgets import Static

from tests.support.pupil import said
from tests.support.stage import Stage
from tutor_tui import keymap
from tutor_tui.commands import COMMANDS
from tutor_tui.screens.help import HelpScreen


async def test_every_key_and_every_command_is_explained() -> None:
    screen = HelpScreen()
    async with Stage(Static()).run_test() as pilot:
        await pilot.app.push_screen(screen)
        text = "\n".join(said(widget) for widget in screen.query(Static))
    for key in (*keymap.LESSON, *keymap.ANYWHERE):
        assert key.does in text
    for command in COMMANDS.values():
        assert command.does in text
