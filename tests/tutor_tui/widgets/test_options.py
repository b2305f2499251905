from __future__ import annotations

from tests.support.stage import on_stage, rows
from tutor_shared.wire.frames import Option
from tutor_tui.widgets.options import OptionRow, Options

THREE = (Option("a", "one half"), Option("b", "one [i]third"), Option("c", "equal"))


async def test_the_options_are_listed_with_their_keys() -> None:
    options = Options()
    async with on_stage(options) as (pilot, _):
        assert not options.display
        options.options = THREE
        await pilot.pause()
        assert [row.split() for row in rows(pilot.app)[:3]] == [
            ["a)", "one", "half"],
            ["b)", "one", "[i]third"],
            ["c)", "equal"],
        ]


async def test_arrows_mark_one_and_go_round() -> None:
    options = Options()
    async with on_stage(options) as (pilot, _):
        options.options = THREE
        await pilot.pause()
        seen = []
        for by in (1, 1, -1, -1):
            options.step(by)
            seen.append(options.chosen)
        assert seen == ["a", "b", "a", "c"]
        await pilot.pause()
        assert rows(pilot.app)[2].strip().startswith("▸ c)")


async def test_from_nowhere_up_goes_to_the_last() -> None:
    options = Options()
    async with on_stage(options):
        options.options = THREE
        options.step(-1)
        assert options.chosen == "c"


async def test_what_is_typed_is_marked() -> None:
    options = Options()
    async with on_stage(options) as (pilot, _):
        options.options = THREE
        await pilot.pause()
        options.typed("C, a")
        assert options.marked == {"a", "c"}
        assert options.chosen == ""


async def test_other_options_begin_unmarked() -> None:
    options = Options()
    async with on_stage(options) as (pilot, _):
        options.options = THREE
        options.step(1)
        options.options = THREE[:2]
        await pilot.pause()
        assert (options.chosen, options.marked) == ("", frozenset())


async def test_a_click_tells_the_key() -> None:
    options = Options()
    async with on_stage(options, OptionRow.Picked) as (pilot, posted):
        options.options = THREE
        await pilot.pause()
        await pilot.click(OptionRow)
        assert [message.key for message in posted] == ["a"]


async def test_nothing_to_choose_from_has_nothing_to_mark() -> None:
    options = Options()
    async with on_stage(options):
        options.step(1)
        assert options.chosen == ""
