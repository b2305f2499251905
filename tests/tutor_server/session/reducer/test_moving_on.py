"""Pages, questions, topics and the end."""

from __future__ import annotations

from tests.support.lessons import Driven, outline
from tests.support.small_course import course, topic


def test_a_new_session_opens_with_its_states_progress_and_the_first_page() -> None:
    lesson = Driven()
    seen = [row.kind for row in lesson.rows]
    assert seen == ["state", "state", "progress", "message"]
    assert lesson.state.state == "exposition"


def test_going_on_turns_pages_and_then_puts_the_question_between_them() -> None:
    lesson = Driven()
    assert outline(lesson.next()) == [
        "state setting_question",
        "message question",
        "state awaiting_answer",
    ]
    lesson.say("1/2")
    assert outline(lesson.next()) == ["state exposition", "message exposition"]
    assert outline(lesson.next()) == ["message exposition"]


def test_skipping_says_so_and_moves_on() -> None:
    lesson = Driven()
    lesson.next()
    assert outline(lesson.skip()) == ["message notice", "state exposition", "message exposition"]


def test_a_complete_lesson_takes_nothing_more_and_says_so() -> None:
    lesson = Driven(course(topics=[topic("quiet", (), ())]))
    assert outline(lesson.next()) == ["state session_complete", "progress", "message summary"]
    lesson.say("hello")
    assert "complete" in lesson.refused[-1].message
