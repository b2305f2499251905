"""What may be done, and how a refusal says so."""

from __future__ import annotations

from tests.support.lessons import Driven, open_question
from tests.support.small_course import course, topic
from tutor_server.session.reducer.allowed import allowed, is_busy, now_you_can


def test_next_on_an_open_question_is_refused_and_says_what_is_allowed() -> None:
    lesson = open_question()
    before = lesson.state
    assert lesson.next() == []
    refusal = lesson.refused[-1]
    assert refusal.code == "not_allowed"
    assert "answer" in refusal.message
    assert lesson.state == before


def test_every_waiting_state_names_what_it_allows_and_the_end_allows_nothing() -> None:
    lesson = Driven()
    assert set(allowed(lesson.state)) == {"next", "clarify"}
    lesson.to_question("half-plus-third")
    assert set(allowed(lesson.state)) == {"answer", "stuck", "hint", "clarify", "skip"}
    lesson.say("idk")
    assert "next" in allowed(lesson.state)
    over = Driven(course(topics=[topic("quiet", (), ())]))
    over.next()
    assert allowed(over.state) == ()
    assert "complete" in now_you_can(over.state)


def test_only_states_that_pass_by_themselves_are_busy() -> None:
    lesson = open_question()
    assert not is_busy(lesson.state)
    lesson.hold = True
    lesson.say("5/6")
    assert is_busy(lesson.state)
    assert allowed(lesson.state) == ("cancel",)
