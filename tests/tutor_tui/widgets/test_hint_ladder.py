from __future__ import annotations

from tests.support.stage import on_stage, rows
from tutor_tui.widgets.hint_ladder import COST, HintLadder


async def test_the_cost_is_said_before_a_hint_is_taken() -> None:
    ladder = HintLadder()
    async with on_stage(ladder) as (pilot, _):
        assert rows(pilot.app)[0] == ""
        ladder.left = 3
        await pilot.pause()
        assert rows(pilot.app)[:2] == ["○○○  0 taken, 3 left", COST]
        ladder.used, ladder.left = 1, 2
        await pilot.pause()
        assert rows(pilot.app)[0] == "●○○  1 taken, 2 left"


async def test_in_one_line_it_says_what_is_left_and_that_it_costs() -> None:
    ladder = HintLadder(brief=True)
    async with on_stage(ladder) as (pilot, _):
        ladder.used, ladder.left = 1, 2
        await pilot.pause()
        assert rows(pilot.app)[0] == "Hints ●○○ 2 left, each costs a little"
        ladder.used, ladder.left = 3, 0
        await pilot.pause()
        assert rows(pilot.app)[0] == "Hints ●●● none left"
