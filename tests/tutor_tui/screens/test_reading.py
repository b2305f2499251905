from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from tests.support.stage import Stage, rows
from tutor_tui.screens.reading import ReadingScreen
from tutor_tui.widgets.line import Line


class Page(ReadingScreen):
    TITLE = "A page"

    def content(self) -> ComposeResult:
        yield Line("\n".join(f"Line {number}" for number in range(60)))


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_a_page_is_read_and_left(key: str) -> None:
    screen = Page()
    async with Stage(Static()).run_test(size=(60, 20)) as pilot:
        await pilot.app.push_screen(screen)
        await pilot.pause()
        assert rows(pilot.app)[0].strip() == "A page"
        assert "Line 0" in rows(pilot.app)[2]
        await pilot.press(key)
        assert pilot.app.screen is not screen


async def test_a_long_page_is_scrolled_with_arrows() -> None:
    screen = Page()
    async with Stage(Static()).run_test(size=(60, 20)) as pilot:
        await pilot.app.push_screen(screen)
        await pilot.press("end")
        page = screen.query_one("#page")
        await pilot.press("down", "up")
        assert page.has_focus
        assert page.max_scroll_y > 0


async def test_a_page_with_nothing_on_it_is_one() -> None:
    async with Stage(Static()).run_test() as pilot:
        await pilot.app.push_screen(ReadingScreen())
        assert not pilot.app.screen.query_one("#page").children
