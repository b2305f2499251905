"""What a learner means by what they say."""

from __future__ import annotations

from tests.support.lessons import Driven, open_question, outline, texts
from tutor_server.pedagogy import phrases


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


def test_what_a_worked_example_leaves_to_the_learner_is_not_judged_and_that_is_said() -> None:
    lesson = Driven()
    lesson.next()
    lesson.skip()
    assert texts(lesson.say("three"))[-1] == phrases.COMPARE


def test_naming_an_option_with_a_question_mark_is_an_answer() -> None:
    lesson = Driven()
    lesson.next()
    assert "message remediation incorrect" in outline(lesson.say("is it c?"))


def test_where_nothing_fits_the_way_on_is_named_as_it_is_now() -> None:
    assert phrases.WAY_ON_READING in texts(Driven().say("Who won in 1966?"))[-1]
    assert phrases.WAY_ON_ASKED in texts(open_question().say("Who won in 1966?"))[-1]
