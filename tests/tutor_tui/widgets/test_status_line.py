from __future__ import annotations

from tests.support.stage import on_stage, rows
from tutor_tui.widgets.status_line import StatusLine


async def test_there_is_a_line_only_while_something_is_to_be_read() -> None:
    line = StatusLine()
    async with on_stage(line) as (pilot, _):
        assert line.size.height == 0
        line.sentence = "[b]No[/b]."
        await pilot.pause()
        assert rows(pilot.app)[0].strip() == "! [b]No[/b]."
        line.sentence = ""
        await pilot.pause()
        assert not line.display or line.size.height == 0
