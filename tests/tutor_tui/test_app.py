from __future__ import annotations

from msgspec.structs import replace

from tests.support.fake_server import END, OPENING, QUESTION, RIGHT, FakeServer, own, said, state
from tests.support.pupil import pupil_at
from tutor_shared.wire import frames
from tutor_tui import theme
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.help import HelpScreen
from tutor_tui.screens.lesson import LessonScreen
from tutor_tui.screens.record import RecordScreen
from tutor_tui.screens.summary import SummaryScreen


async def test_from_the_list_through_a_lesson_to_its_summary() -> None:
    async with FakeServer([QUESTION, RIGHT, END]) as server:
        async with pupil_at(server, course=None) as pupil:
            await pupil.says("Adding fractions")
            await pupil.press("enter")
            await pupil.on(LessonScreen)
            await pupil.stands("Reading")
            await pupil.press("enter")
            await pupil.stands("Your turn")
            await pupil.write("5/6")
            await pupil.stands("Solved")
            assert "✓ Correct" in pupil.text
            await pupil.press("enter")
            await pupil.on(SummaryScreen)
            await pupil.says("All done: one of one solved.")
        assert len(server.of(frames.Leave)) == 1


async def test_the_first_screen_stands_before_there_is_a_server() -> None:
    async with FakeServer() as server:
        server.says_welcome = False
        async with pupil_at(server, course=None) as pupil:
            await pupil.on(CoursesScreen)
            assert pupil.standing == "Getting ready…"


async def test_a_refused_token_ends_the_app_with_a_sentence() -> None:
    async with FakeServer(token="other") as server, pupil_at(server, course=None) as pupil:
        await pupil.until(lambda: pupil.app.return_value is not None)
    assert "TUTOR_TOKEN" in (pupil.app.return_value or "")


async def test_a_course_that_is_not_there_ends_the_app_with_a_sentence() -> None:
    async with FakeServer() as server:
        server.join_errors.append("unknown_syllabus")
        async with pupil_at(server, course=None) as pupil:
            await pupil.says("Adding fractions")
            await pupil.press("enter")
            await pupil.until(lambda: pupil.status == "No seat.")
            await pupil.on(CoursesScreen)


async def test_c_03_answers_typed_while_the_line_is_lost_are_marked_and_sent_once() -> None:
    async with FakeServer([QUESTION, RIGHT], opening=OPENING) as server:
        async with pupil_at(server) as pupil:
            await pupil.press("enter")
            await pupil.stands("Your turn")
            server.status = 503
            server.cut()
            await pupil.stands("Not connected")
            assert pupil.status.startswith("Connection lost")
            await pupil.write("5/6")
            await pupil.says("You · not sent yet")
            server.status = 0
            await pupil.stands("Solved")
            assert pupil.status == "Connected again."
            assert "not sent yet" not in pupil.text
        assert [say.text for say in server.of(frames.Say)] == ["5/6"]


async def test_a_lesson_continued_elsewhere_is_taken_back_with_a_key() -> None:
    async with FakeServer([QUESTION]) as server, pupil_at(server) as pupil:
        await server.bye("taken_over")
        await pupil.stands("Continued elsewhere")
        assert pupil.box.read_only
        assert "r takes it back" in pupil.status
        await pupil.press("r")
        await pupil.stands("Reading")
        await pupil.press("enter")
        await pupil.stands("Your turn")


async def test_the_help_opens_everywhere_and_goes_again() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        await pupil.press("f1", "f1")
        await pupil.on(HelpScreen)
        await pupil.says("take the next hint")
        await pupil.press("escape")
        await pupil.on(LessonScreen)


async def test_the_record_is_fetched_and_shown() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        await pupil.press("f8")
        await pupil.on(RecordScreen)
        await pupil.says("Nothing is recorded yet.")


async def test_the_theme_changes_with_a_key() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        before = pupil.app.theme
        await pupil.press("ctrl+t")
        assert {before, pupil.app.theme} == {theme.DARK, theme.LIGHT}


async def test_the_palette_offers_what_the_keys_do_now() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        offered = [command.title for command in pupil.app.get_system_commands(pupil.app.screen)]
        assert {"Ask", "Explain", "Record", "Help", "Quit"} <= set(offered)
        assert "Hint" not in offered


async def test_a_complete_lesson_begins_again_from_its_summary() -> None:
    async with FakeServer([END]) as server, pupil_at(server) as pupil:
        await pupil.press("enter")
        await pupil.on(SummaryScreen)
        await pupil.press("b")
        await pupil.on(LessonScreen)
        await pupil.stands("Reading")
        assert server.of(frames.Join)[-1].restart


async def test_one_goes_back_to_the_list_and_leaves_the_lesson() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        await pupil.press("ctrl+l")
        await pupil.on(CoursesScreen)
        await pupil.says("First steps")
        assert len(server.of(frames.Leave)) == 1


async def test_events_that_come_thick_and_fast_are_drawn_as_one() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        turn = [said("exposition", f"Page {page}.") for page in range(150)]
        await server.say(turn)
        await pupil.says("Page 149.")
        assert "earlier messages are not shown" in pupil.text


async def test_what_was_said_on_another_machine_is_there_on_return() -> None:
    async with FakeServer() as server:
        turn = [*OPENING, *QUESTION, replace(own("1/6"), seq=1), state("evaluating_answer")]
        server.events = [replace(frame, seq=seq) for seq, frame in enumerate(turn, 1)]
        async with pupil_at(server) as pupil:
            await pupil.says("1/6")
            await pupil.stands("Checking…")
            assert pupil.box.title == "Checking… esc stops"
