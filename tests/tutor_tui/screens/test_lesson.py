from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events

from tests.support.fake_server import QUESTION, RIGHT, FakeServer, own, said, state
from tests.support.pupil import LARGE, Pupil, pupil_at
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.help import HelpScreen
from tutor_tui.screens.lesson import NOTHING_TO_GO_ON_TO, TOO_LONG, LessonScreen
from tutor_tui.screens.outline import OutlineScreen
from tutor_tui.screens.record import RecordScreen
from tutor_tui.widgets.conversation import Conversation
from tutor_tui.widgets.options import OptionRow, Options

CHOICE: list[NumberedFrame] = [
    QUESTION[0],
    said("question", "Which is more?", options=[("a", "1/2"), ("b", "1/3")]),
    QUESTION[-1],
]
HINT: list[NumberedFrame] = [said("hint", "Sixths."), QUESTION[-1]]


async def at_question(pupil: Pupil) -> None:
    await pupil.press("enter")
    await pupil.stands("Your turn")


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("f2", frames.Hint),
        ("f7", frames.Skip),
    ],
)
async def test_a_key_asks_for_its_move(key: str, sent: type[frames.Hint | frames.Skip]) -> None:
    async with FakeServer([QUESTION, HINT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press(key)
        await server.saw(sent)


@pytest.mark.parametrize(("key", "intent"), [("f4", "explain"), ("f5", "example"), ("f6", "stuck")])
async def test_a_key_says_what_it_says(key: str, intent: str) -> None:
    async with FakeServer([QUESTION, HINT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press(key)
        assert (await server.saw(frames.Say))[0].intent == intent


async def test_f3_asks_in_place_of_answering_until_escape() -> None:
    async with FakeServer([QUESTION, HINT, HINT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press("f3")
        assert pupil.box.title.startswith("Your question")
        await pupil.press("escape")
        assert pupil.box.title == "Your answer"
        await pupil.press("f3")
        await pupil.write("what is a half")
        assert (await server.saw(frames.Say))[0].intent == "question"
        await pupil.stands("Your turn")
        assert pupil.box.title == "Your answer"


async def test_what_is_typed_between_questions_is_a_question() -> None:
    async with FakeServer([HINT]) as server, pupil_at(server) as pupil:
        await pupil.write("why")
        assert (await server.saw(frames.Say))[0].intent == "question"


async def test_enter_alone_goes_on_only_where_that_is_allowed() -> None:
    async with FakeServer([QUESTION, RIGHT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press("enter")
        await pupil.until(lambda: pupil.status == NOTHING_TO_GO_ON_TO)
        assert len(server.of(frames.Next)) == 1


async def test_an_option_is_chosen_by_arrows() -> None:
    async with FakeServer([CHOICE, RIGHT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press("down", "down", "enter")
        assert (await server.saw(frames.Say))[0].text == "b"
        await pupil.stands("Solved")
        assert not pupil.app.screen.query_one(Options).display


async def test_an_option_is_chosen_by_its_key() -> None:
    async with FakeServer([CHOICE, RIGHT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press("b")
        assert pupil.app.screen.query_one(Options).marked == {"b"}
        await pupil.press("enter")
        assert (await server.saw(frames.Say))[0].text == "b"


async def test_a_click_on_an_option_writes_it_and_enter_sends_it() -> None:
    async with FakeServer([CHOICE, RIGHT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.pilot.click(pupil.app.screen.query(OptionRow).last())
        await pupil.until(lambda: pupil.box.text == "b")
        await pupil.press("enter")
        assert (await server.saw(frames.Say))[0].text == "b"


async def test_while_checking_escape_stops_it() -> None:
    checking: Sequence[NumberedFrame] = [state("evaluating_answer", question="q1")]
    stopped = [said("feedback", "Stopped.", verdict="ungraded"), QUESTION[-1]]
    async with FakeServer([QUESTION, checking, stopped]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.write("5/6")
        await pupil.stands("Checking…")
        assert (pupil.box.title, pupil.box.read_only) == ("Checking… esc stops", True)
        await pupil.press("x", "enter", "escape")
        await server.saw(frames.Cancel)
        await pupil.stands("Your turn")
        assert (pupil.box.text, len(server.of(frames.Say))) == ("", 1)


async def test_a_key_that_the_state_does_not_allow_does_nothing() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        await pupil.press("f2", "f6", "f7", "escape", "r")
        assert [
            frame for frame in server.seen if isinstance(frame, frames.Hint | frames.Skip)
        ] == []


async def test_a_refused_answer_is_back_in_the_box() -> None:
    busy = FakeServer([QUESTION], faults=["none", "busy"])
    async with busy as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.write("5/6")
        await pupil.until(lambda: pupil.status == "It is busy.")
        assert pupil.box.text == "5/6"


async def test_commands_work_as_in_the_plain_client() -> None:
    async with FakeServer([QUESTION, HINT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.write("/hint")
        await server.saw(frames.Hint)
        await pupil.stands("Your turn")
        await pupil.write("/hnit")
        await pupil.until(lambda: "/hint" in pupil.status)
        assert pupil.box.text == "/hnit"
        await pupil.write("/record")
        await pupil.on(RecordScreen)
        await pupil.press("escape")
        await pupil.write("/help")
        await pupil.on(HelpScreen)
        await pupil.press("escape")
        await pupil.write("/quit")
        await pupil.until(lambda: not pupil.app.is_running)


async def test_the_pages_open_and_close() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        for key, screen in (("f8", RecordScreen), ("f9", OutlineScreen)):
            await pupil.press(key)
            await pupil.on(screen)
            await pupil.press("escape")
            await pupil.on(LessonScreen)
        await pupil.press("ctrl+l")
        await pupil.on(CoursesScreen)


async def test_what_the_tutor_said_last_is_copied() -> None:
    async with FakeServer([QUESTION]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.press("ctrl+y")
        await pupil.until(lambda: "Copied" in pupil.status)
        assert pupil.app.clipboard == "What is 1/2 + 1/3?"


async def test_pages_are_turned_while_the_box_keeps_the_focus() -> None:
    long = said("exposition", "\n\n".join(f"Line {n}." for n in range(40)))
    async with FakeServer([[long], QUESTION]) as server, pupil_at(server) as pupil:
        await pupil.press("enter")
        await pupil.says("Line 39.")
        conversation = pupil.app.screen.query_one(Conversation)
        await pupil.until(lambda: conversation.unread)
        top = conversation.scroll_offset.y
        await pupil.press("pagedown")
        assert conversation.scroll_offset.y > top
        await pupil.press("pageup", "down", "up")
        assert conversation.scroll_offset.y == top
        assert pupil.box.has_focus


async def test_enter_reads_on_before_it_goes_on() -> None:
    long = said("exposition", "\n\n".join(f"Line {n}." for n in range(20)))
    async with FakeServer([[long], QUESTION]) as server, pupil_at(server) as pupil:
        await pupil.press("enter")
        await pupil.until(lambda: "read_on" in pupil.lesson.possible)
        while "read_on" in pupil.lesson.possible:
            await pupil.press("enter")
        assert len(server.of(frames.Next)) == 1
        await pupil.press("enter")
        await pupil.stands("Your turn")


async def test_a_paste_that_is_too_long_says_so() -> None:
    async with FakeServer() as server, pupil_at(server) as pupil:
        pupil.box.post_message(events.Paste("x" * 1_000_000))
        await pupil.until(lambda: pupil.status == TOO_LONG)


async def test_beside_or_below_there_is_what_helps() -> None:
    async with FakeServer([QUESTION]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        assert pupil.app.screen.query_one("#strip").size.height == 1
        assert pupil.app.screen.query_one("#side").size.width == 0
        await pupil.pilot.resize_terminal(*LARGE)
        await pupil.until(lambda: pupil.app.screen.query_one("#side").size.width > 0)
        assert not pupil.app.screen.query_one("#strip").display


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (500, 200)])
async def test_c_13_no_size_is_too_strange(size: tuple[int, int]) -> None:
    async with FakeServer([CHOICE, RIGHT]) as server, pupil_at(server) as pupil:
        await at_question(pupil)
        await pupil.pilot.resize_terminal(*size)
        await pupil.press("a", "enter")
        await pupil.stands("Solved")
        await pupil.pilot.resize_terminal(80, 24)
        await pupil.says("✓ Correct")


async def test_a_learner_who_returns_sees_what_was_said() -> None:
    async with FakeServer() as server:
        turn = [own("5/6"), said("feedback", "Yes.", verdict="correct")]
        async with pupil_at(server) as pupil:
            await server.say(turn)
            await pupil.says("✓ Correct")
            assert pupil.text.index("5/6") < pupil.text.index("✓ Correct")
