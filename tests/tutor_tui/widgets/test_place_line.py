from __future__ import annotations

from tests.support.stage import on_stage, rows
from tutor_tui.widgets.place_line import PlaceLine, fitting


async def test_the_place_stands_left_and_the_turn_right() -> None:
    line = PlaceLine()
    async with on_stage(line, size=(50, 3)) as (pilot, _):
        line.where, line.standing = ("Fractions", "", "[b]Adding\n"), "Your turn"
        await pilot.pause()
        assert rows(pilot.app)[0].split("  ")[0] == " Fractions · [b]Adding"
        assert rows(pilot.app)[0].endswith("Your turn")


async def test_a_long_place_gives_way_to_the_turn() -> None:
    line = PlaceLine()
    async with on_stage(line, size=(30, 3)) as (pilot, _):
        line.where, line.standing = ("A very long title of a course indeed",), "Your turn"
        await pilot.pause()
        assert rows(pilot.app)[0].endswith("…  Your turn")


def test_what_is_widest_gives_way_first() -> None:
    parts = ("Course", "Topic", "question 1 of 2")
    assert fitting(parts, 40) == "Course · Topic · question 1 of 2"
    assert fitting(parts, 30) == "Topic · question 1 of 2"
    assert fitting(parts, 5) == "question 1 of 2"
    assert fitting((), 5) == ""
