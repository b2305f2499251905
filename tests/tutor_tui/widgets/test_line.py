from __future__ import annotations

import pytest

from tests.support.stage import on_stage, rows
from tutor_tui.widgets.line import Line, one_line, plain

MARKUP = "[/] [red]x[/red] [@click=app.quit]y[/] " + "[" * 20


async def test_p_34_markup_is_shown_as_it_is_written() -> None:
    async with on_stage(Line(MARKUP), size=(80, 4)) as (pilot, _):
        assert rows(pilot.app)[0] == MARKUP
        assert all("@click" not in pilot.app.screen.get_style_at(x, 0).meta for x in range(80))


async def test_p_34_control_characters_are_gone_before_anything_is_drawn() -> None:
    line = Line("a\x1b]0;x\x07b")
    async with on_stage(line) as (pilot, _):
        assert rows(pilot.app)[0] == "a]0;xb"
        line.say("\x9b31mc\u202ed")
        await pilot.pause()
        assert rows(pilot.app)[0] == "31mcd"


@pytest.mark.parametrize("text", ["a\nb", " a \t b ", "a\r\nb", "a\x1b \u2028b"])
def test_a_line_has_no_line_in_it(text: str) -> None:
    assert one_line(text) == "a b"


def test_a_style_is_ours_and_goes_over_the_whole() -> None:
    content = plain("[b]x", "bold")
    assert (content.plain, [span.style for span in content.spans]) == ("[b]x", ["bold"])
