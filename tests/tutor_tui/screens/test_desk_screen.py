from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from tests.support.fake_server import JOINED, OPENING, QUESTION, numbered
from tests.support.stage import Stage
from tutor_tui import keymap
from tutor_tui.desk import Desk, take
from tutor_tui.link.events import Connected
from tutor_tui.screens.desk_screen import DeskScreen, bindings
from tutor_tui.widgets.key_line import KeyLine


class Bare(DeskScreen):
    """Only a key line, and the keys of a lesson."""

    KEYS = keymap.LESSON

    def compose(self) -> ComposeResult:
        yield KeyLine()


def at_question() -> Desk:
    desk = take(Desk(), Connected("ada", "fake"))
    for frame in (JOINED, *numbered([*OPENING, *QUESTION])):
        desk = take(desk, frame)
    return desk


async def test_the_key_line_shows_what_the_desk_allows() -> None:
    screen = Bare()
    async with Stage(Static()).run_test() as pilot:
        await pilot.app.push_screen(screen)
        assert "Hint" not in [key.words for key in screen.query_one(KeyLine).keys]
        screen.desk = at_question()
        assert "Hint" in [key.words for key in screen.query_one(KeyLine).keys]


async def test_a_desk_may_come_before_the_screen_stands() -> None:
    screen = Bare()
    screen.desk = at_question()
    async with Stage(Static()).run_test() as pilot:
        await pilot.app.push_screen(screen)
        assert "Hint" in [key.words for key in screen.query_one(KeyLine).keys]


def test_an_action_that_is_not_possible_is_not_done() -> None:
    screen = Bare()
    assert screen.check_action("hint", ()) is False
    screen.desk = at_question()
    assert screen.check_action("hint", ()) is True


def test_a_key_is_bound_once() -> None:
    bound = [(binding.key, binding.action) for binding in bindings(keymap.LESSON)]
    assert len(bound) == len(set(bound))
    assert all(action for _, action in bound)


def test_a_letter_is_for_the_box_first_and_a_function_key_is_not() -> None:
    first = {binding.key: binding.priority for binding in bindings(keymap.LESSON)}
    assert not first["r"]
    assert not first["escape"]
    assert first["f6"]
    assert first["ctrl+y"]
