from __future__ import annotations

from textual import events

from tests.support.stage import on_stage
from tutor_shared.wire.frames import MAX_TEXT_BYTES
from tutor_tui.widgets.answer_box import AnswerBox

KINDS = (AnswerBox.Submitted, AnswerBox.Stepped, AnswerBox.TooLong)


async def test_enter_sends_and_ctrl_j_begins_a_new_line() -> None:
    box = AnswerBox()
    async with on_stage(box, *KINDS) as (pilot, posted):
        box.focus()
        await pilot.press("a", "ctrl+j", "b", "enter")
        assert [message.text for message in posted] == ["a\nb"]
        assert box.take() == "a\nb"
        assert box.text == ""


async def test_arrows_in_an_empty_box_are_not_for_the_text() -> None:
    box = AnswerBox()
    async with on_stage(box, *KINDS) as (pilot, posted):
        box.focus()
        await pilot.press("down", "up", "x", "up")
        assert [message.by for message in posted] == [1, -1]


async def test_while_waiting_nothing_can_be_typed_and_the_focus_stays() -> None:
    box = AnswerBox()
    async with on_stage(box, *KINDS) as (pilot, posted):
        box.focus()
        box.title, box.waiting = "Checking…", True
        await pilot.press("x", "ctrl+j")
        box.post_message(events.Paste("pasted"))
        await pilot.pause()
        assert (box.text, box.has_focus, box.has_class("-waiting")) == ("", True, True)
        assert str(box.border_title) == "Checking…"
        box.waiting = False
        await pilot.press("y")
        assert box.text == "y"
        assert posted == []


async def test_c_16_what_is_pasted_is_cleaned_and_no_key_of_it_is_pressed() -> None:
    box = AnswerBox()
    async with on_stage(box, *KINDS) as (pilot, posted):
        box.focus()
        await pilot.pause()
        box.post_message(events.Paste("a\x1b[201~\r\nb\x07"))
        await pilot.pause()
        assert box.text == "a[201~\nb"
        assert posted == []


async def test_c_16_a_paste_that_cannot_be_sent_is_refused() -> None:
    box = AnswerBox()
    async with on_stage(box, *KINDS) as (pilot, posted):
        box.focus()
        await pilot.pause()
        box.post_message(events.Paste("ä" * (MAX_TEXT_BYTES // 2 + 1)))
        await pilot.pause()
        assert box.text == ""
        assert len(posted) == 1


async def test_a_question_looks_like_one() -> None:
    box = AnswerBox()
    async with on_stage(box):
        box.asking = True
        assert box.has_class("-asking")
