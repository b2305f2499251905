from __future__ import annotations

from textual.content import Content

from tests.support.stage import on_stage, rows
from tutor_tui.keymap import ANYWHERE, LESSON, Key
from tutor_tui.widgets.key_line import ROOMY, KeyLine, packed

MAIN = Key("f2", "f2", "hint", "Don't know", "hint", "say so")
OTHER = Key("f4", "f4", "explain", "Explain", "ask", "hear it again", main=False)


async def test_keys_are_shown_with_their_words() -> None:
    line = KeyLine()
    async with on_stage(line, size=(ROOMY, 3)) as (pilot, _):
        line.keys = (MAIN, OTHER)
        await pilot.pause()
        shown = rows(pilot.app)[0]
        assert shown.strip() == "f2 Don't know  f4 Explain"


async def test_a_narrow_line_shows_the_main_keys() -> None:
    line = KeyLine()
    async with on_stage(line, size=(ROOMY - 1, 3)) as (pilot, _):
        line.keys = (MAIN, OTHER)
        await pilot.pause()
        assert "Explain" not in rows(pilot.app)[0]


async def test_what_does_not_fit_stands_in_a_second_row() -> None:
    line = KeyLine()
    async with on_stage(line, size=(ROOMY, 5)) as (pilot, _):
        line.keys = (*LESSON, *ANYWHERE)
        await pilot.pause()
        assert line.size.height == 2


def test_no_entry_is_broken_over_two_rows() -> None:
    entries = [Content(words) for words in ("f1 Help", "f6 Don't know", "^q Quit")]
    assert [[e.plain for e in row] for row in packed(entries, 22)] == [
        ["f1 Help", "f6 Don't know"],
        ["^q Quit"],
    ]
    assert packed(entries, 1) == [[entry] for entry in entries]
