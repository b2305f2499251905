from __future__ import annotations

from tests.support.fake_server import FakeServer
from tests.support.pupil import pupil_at
from tutor_shared.wire import frames
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.lesson import LessonScreen
from tutor_tui.screens.record import RecordScreen


async def test_a_course_is_chosen_with_arrows_and_enter() -> None:
    async with FakeServer() as server, pupil_at(server, course=None) as pupil:
        await pupil.stands("Choose a course")
        await pupil.press("down", "enter")
        await pupil.on(LessonScreen)
        assert (await server.saw(frames.Join))[0].syllabus == "python"


async def test_a_course_is_chosen_by_its_number() -> None:
    async with FakeServer() as server, pupil_at(server, course=None) as pupil:
        await pupil.stands("Choose a course")
        await pupil.press("2", "enter")
        assert (await server.saw(frames.Join))[0].syllabus == "python"


async def test_the_record_opens_from_the_list() -> None:
    async with FakeServer() as server, pupil_at(server, course=None) as pupil:
        await pupil.stands("Choose a course")
        await pupil.press("f8")
        await pupil.on(RecordScreen)


async def test_a_line_that_ended_is_told_and_tried_again_with_a_key() -> None:
    async with FakeServer() as server, pupil_at(server, course=None) as pupil:
        await pupil.stands("Choose a course")
        await server.close(1000)
        await pupil.stands("Not connected")
        assert pupil.status
        await pupil.press("r")
        await pupil.stands("Choose a course")
        assert isinstance(pupil.app.screen, CoursesScreen)


async def test_a_key_that_takes_back_does_nothing_while_all_is_well() -> None:
    async with FakeServer() as server, pupil_at(server, course=None) as pupil:
        await pupil.stands("Choose a course")
        await pupil.press("r")
        assert len(server.of(frames.Hello)) == 1
