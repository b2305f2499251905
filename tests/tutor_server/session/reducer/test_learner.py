"""Hints, skips, cancelling, and the lock while an answer is judged."""

from __future__ import annotations

import pytest

from tests.support.lessons import open_question, outline
from tutor_shared.syllabus.model import Policy
from tutor_shared.wire import frames


def test_hints_come_one_rung_at_a_time_with_new_counts() -> None:
    lesson = open_question()
    seen = lesson.hint()
    assert outline(seen) == ["message hint", "state awaiting_answer"]
    state = seen[-1]
    assert isinstance(state, frames.State)
    assert (state.hints_used, state.hints_left) == (1, 2)


def test_after_the_last_rung_the_solution_is_shown_and_the_way_is_open() -> None:
    lesson = open_question()
    for _ in range(3):
        lesson.hint()
    assert outline(lesson.hint()) == ["message solution", "state awaiting_answer"]
    assert outline(lesson.next())[0] == "state session_complete"


@pytest.mark.parametrize("reveal", ["never", "after_max_attempts"])
def test_without_leave_to_reveal_a_hint_too_many_is_refused(reveal: str) -> None:
    lesson = open_question(Policy(reveal=reveal))  # type: ignore[arg-type]  # parametrised
    for _ in range(4):
        lesson.hint()
    assert lesson.refused[-1].code == "not_allowed"
    assert "no more hints" in lesson.refused[-1].message


def test_a_course_may_ask_for_one_try_before_a_skip() -> None:
    lesson = open_question(Policy(skip="after_attempt"))
    lesson.skip()
    assert lesson.refused[-1].code == "not_allowed"
    lesson.say("1/6")
    assert outline(lesson.skip())[0] == "message notice"


def test_cancelling_gives_the_answer_back_uncharged() -> None:
    lesson = open_question()
    lesson.hold = True
    lesson.say("1/6")
    seen = lesson.send(frames.Cancel)
    assert outline(seen) == ["message feedback ungraded", "state awaiting_answer"]
    assert lesson.release() == []


def test_f_02_while_an_answer_is_judged_everything_else_is_busy_and_not_stored() -> None:
    lesson = open_question()
    lesson.hold = True
    lesson.say("5/6")
    rows = len(lesson.rows)
    for _ in range(99):
        lesson.say("1/2")
    assert [refusal.code for refusal in lesson.refused] == ["busy"] * 99
    assert len(lesson.rows) == rows
    assert "state providing_feedback_correct" in outline(lesson.release())
