from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.fake_server import own, said
from tests.support.stage import on_stage, rows
from tutor_shared.wire.frames import Message, Part
from tutor_tui.widgets.message_card import MessageCard, heading


def lines(shown: list[str]) -> list[str]:
    return [row.strip() for row in shown if row.strip()]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (said("exposition", "x"), ""),
        (said("question", "x"), "Question"),
        (said("feedback", "x", verdict="correct"), "✓ Correct"),
        (said("feedback", "x", verdict="partial"), "◐ Partly"),
        (said("remediation", "x", verdict="incorrect"), "✗ Not yet"),
        (said("feedback", "x", verdict="ungraded"), "◌ Not graded"),
        (own("x"), "You"),
        (own("x", "clarifying_question"), "You asked"),
    ],
)
def test_a_message_is_headed_by_a_word(message: Message, words: str) -> None:
    assert heading(message) == words


async def test_the_tutors_text_is_markdown_and_the_learners_is_not() -> None:
    async with on_stage(MessageCard(said("hint", "*a*")), size=(40, 6)) as (pilot, _):
        assert lines(rows(pilot.app)) == ["a"]
    async with on_stage(MessageCard(own("*a* [b]")), size=(40, 6)) as (pilot, _):
        assert [line.lstrip("▌ █▐") for line in lines(rows(pilot.app))] == ["You", "*a* [b]"]
        assert rows(pilot.app)[0].startswith(" " * 8)


async def test_options_are_listed_unless_they_are_open_elsewhere() -> None:
    card = MessageCard(said("question", "Which?", options=[("a", "this"), ("b", "that")]))
    async with on_stage(card, size=(40, 8)) as (pilot, _):
        assert lines(rows(pilot.app)) == ["Question", "Which?", "a)  this", "b)  that"]
        card.choosing = True
        await pilot.pause()
        assert lines(rows(pilot.app)) == ["Question", "Which?"]


async def test_each_part_has_its_verdict_in_words() -> None:
    parts = [Part("a", "correct"), Part("b", "incorrect")]
    message = replace(said("feedback", "", verdict="partial"), parts=parts)
    async with on_stage(MessageCard(message), size=(40, 8)) as (pilot, _):
        assert lines(rows(pilot.app)) == ["◐ Partly", "a) ✓ Correct", "b) ✗ Not yet"]
