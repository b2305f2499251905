from __future__ import annotations

from tests.support.fake_server import COURSES
from tests.support.stage import on_stage, rows
from tutor_tui.widgets.course_list import CourseList, CourseRow, course_lines

TWO = tuple(COURSES)


async def test_a_course_has_its_status_and_how_much_is_mastered() -> None:
    listed = CourseList()
    async with on_stage(listed) as (pilot, _):
        listed.items = TWO
        await pilot.pause()
        shown = "\n".join(rows(pilot.app))
        assert "▸ 1  Adding fractions   new" in shown
        assert "Parts of a whole." in shown
        assert "  2  First steps   begun" in shown
        assert "━━━━╌╌╌╌╌╌ 2 of 5 skills mastered" in shown


async def test_arrows_move_within_the_list_and_enter_chooses() -> None:
    listed = CourseList()
    async with on_stage(listed, CourseList.Chosen) as (pilot, posted):
        listed.items = TWO
        listed.focus()
        await pilot.press("up", "down", "down", "enter", "up", "enter")
        assert [message.course for message in posted] == ["python", "fractions"]


async def test_a_number_marks_its_course() -> None:
    listed = CourseList()
    async with on_stage(listed) as (pilot, _):
        listed.items = TWO
        listed.focus()
        await pilot.press("2")
        assert listed.at == 1
        await pilot.press("9", "0")
        assert listed.at == 1


async def test_a_click_marks_and_a_second_one_chooses() -> None:
    listed = CourseList()
    async with on_stage(listed, CourseList.Chosen) as (pilot, posted):
        listed.items = TWO
        await pilot.pause()
        second = listed.query(CourseRow).last()
        await pilot.click(second)
        assert (listed.at, posted) == (1, [])
        await pilot.click(second)
        assert [message.course for message in posted] == ["python"]


async def test_an_empty_list_takes_no_choice() -> None:
    listed = CourseList()
    async with on_stage(listed, CourseList.Chosen) as (pilot, posted):
        listed.focus()
        await pilot.press("down", "enter")
        assert (listed.at, posted) == (0, [])


def test_a_course_without_words_has_two_lines() -> None:
    assert len(course_lines(TWO[1]).plain.split("\n")) == 2
