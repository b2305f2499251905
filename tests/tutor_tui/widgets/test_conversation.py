from __future__ import annotations

from msgspec.structs import replace
from textual.pilot import Pilot

from tests.support.fake_server import numbered, own, said
from tests.support.stage import on_stage, rows
from tutor_shared.wire.frames import Message, NumberedFrame
from tutor_tui.widgets.conversation import MOST, Conversation, Talk, Unsent

LONG = "\n\n".join(f"Line {number}." for number in range(20))
SIZE = (40, 12)


def messages(*turns: NumberedFrame) -> tuple[Message, ...]:
    return tuple(m for m in numbered(turns) if isinstance(m, Message))


def lines(pilot: Pilot[None]) -> list[str]:
    return [row.strip(" ▌▐█▇▆▅▄▃▂▁") for row in rows(pilot.app) if row.strip(" ▌▐█▇▆▅▄▃▂▁")]


def at_end(conversation: Conversation) -> bool:
    return not conversation.unread


async def show(pilot: Pilot[None], conversation: Conversation, talk: Talk) -> None:
    conversation.talk = talk
    for _ in range(4):
        await pilot.pause()


async def test_what_was_said_stands_in_order() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        await show(pilot, conversation, Talk(messages(said("hint", "One."), own("Two"))))
        assert lines(pilot) == ["One.", "You", "Two"]


async def test_the_tail_is_followed() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        talk = Talk(messages(*(own(f"Word {n}") for n in range(9))))
        await show(pilot, conversation, talk)
        assert lines(pilot)[-1] == "Word 8"
        assert at_end(conversation)


async def test_who_scrolled_away_is_not_pulled_back() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        turns = [said("hint", f"Word {n}") for n in range(9)]
        await show(pilot, conversation, Talk(messages(own("?"), *turns)))
        conversation.read_on(9)
        conversation.read_on(-9)
        await show(pilot, conversation, Talk(messages(own("?"), *turns, said("hint", "More"))))
        assert lines(pilot)[1] == "?"
        conversation.read_on(9)
        await show(
            pilot,
            conversation,
            Talk(messages(own("?"), *turns, said("hint", "More"), said("hint", "Last"))),
        )
        assert lines(pilot)[-1] == "Last"


async def test_a_turn_longer_than_the_screen_is_shown_from_its_beginning() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        await show(pilot, conversation, Talk(messages(own("Why?"), said("clarification", LONG))))
        assert lines(pilot)[:2] == ["Reply", "Line 0."]
        while not at_end(conversation):
            conversation.read_on()
        await pilot.pause()
        assert lines(pilot)[-1] == "Line 19."


async def test_a_message_that_is_being_written_grows_and_then_stands() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        for text in ("It", "It is", "It is *so*."):
            await show(pilot, conversation, Talk(streaming=(("m", text),)))
        assert lines(pilot) == ["It is so."]
        await show(pilot, conversation, Talk(messages(said("clarification", "It is *so*."))))
        assert lines(pilot) == ["Reply", "It is so."]


async def test_what_is_not_sent_says_so_until_it_is() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        await show(pilot, conversation, Talk(unsent=(Unsent("5/6", "not sent yet"),)))
        assert lines(pilot) == ["You · not sent yet", "5/6"]
        await show(pilot, conversation, Talk(messages(own("5/6"))))
        assert lines(pilot) == ["You", "5/6"]


async def test_another_lesson_takes_the_place_of_the_last() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        await show(pilot, conversation, Talk(messages(said("hint", "Old."))))
        await show(pilot, conversation, Talk(messages(said("notice", "New."))))
        assert lines(pilot) == ["Note", "New."]


async def test_the_oldest_make_room() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        many = messages(*(own(f"Word {n}") for n in range(MOST + 5)))
        await show(pilot, conversation, Talk(many))
        conversation.scroll_home(animate=False)
        await pilot.pause()
        assert lines(pilot)[0] == "… 5 earlier messages are not shown."


async def test_the_options_that_are_open_are_not_shown_twice() -> None:
    conversation = Conversation()
    async with on_stage(conversation, size=SIZE) as (pilot, _):
        asked = replace(messages(said("question", "Which?", options=[("a", "this")]))[0], seq=7)
        await show(pilot, conversation, Talk((asked,), choosing=7))
        assert lines(pilot) == ["Question", "Which?"]
        await show(pilot, conversation, Talk((asked,)))
        assert lines(pilot) == ["Question", "Which?", "a)  this"]
