"""Taking an answer and having it checked."""

from __future__ import annotations

from tests.support.lessons import open_question, outline
from tutor_server.session.events import Started


def test_a_wrong_answer_in_guidance_is_charged_only_when_it_is_meant_for_the_question() -> None:
    lesson = open_question()
    lesson.say("1/6")
    assert lesson.state.at is not None
    lesson.say("1/7")
    assert lesson.state.at.attempts == 1
    lesson.say("1/7", "answer")
    assert lesson.state.at.attempts == 2


def test_an_answer_pending_at_a_restart_is_checked_again() -> None:
    lesson = open_question()
    lesson.hold = True
    lesson.say("5/6")
    lesson.held.clear()
    lesson.feed(Started())
    assert "state providing_feedback_correct" in outline(lesson.release())
