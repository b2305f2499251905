"""What a learner means by what they say."""

from __future__ import annotations

from tests.support.lessons import Driven, open_question, outline


def test_a_right_answer_with_a_question_mark_is_an_answer() -> None:
    assert "message feedback correct" in outline(open_question().say("is it 5/6?"))


def test_a_question_is_answered_and_moves_nothing() -> None:
    lesson = open_question()
    seen = lesson.say("What is a numerator?")
    assert outline(seen) == ["message clarifying_question", "message clarification"]
    assert lesson.state.state == "awaiting_answer"


def test_anything_said_while_reading_is_a_question_about_the_course() -> None:
    lesson = Driven()
    assert outline(lesson.say("I don't know")) == [
        "message clarifying_question",
        "message clarification",
    ]
    assert lesson.state.state == "exposition"
