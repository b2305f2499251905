"""A turn: what is noted is stored with the next row, and what is shown is true."""

from __future__ import annotations

import pytest

from tests.support.lessons import SESSION, Driven, open_question
from tests.support.small_course import course
from tutor_server.session import facts as f
from tutor_server.session.effects import Ack, Save
from tutor_server.session.reducer.turn import Turn, progress_frame, state_frame
from tutor_server.session.state import LessonState
from tutor_shared.wire.frames import Next

FRAME = Next("a-frame-of-a-client")


def test_the_first_row_carries_the_clients_id_and_is_acknowledged() -> None:
    turn = Turn(course(), LessonState(SESSION), FRAME)
    turn.say("notice", "one")
    turn.say("notice", "two")
    _, effects = turn.end()
    assert [type(effect) for effect in effects] == [Save, Ack, Save]
    rows = [effect.row for effect in effects if isinstance(effect, Save)]
    assert [row.client_id for row in rows] == [FRAME.id, None]
    assert rows[0].body_hash is not None


def test_what_was_noted_stands_in_the_next_row() -> None:
    turn = Turn(course(), LessonState(SESSION))
    turn.note(f.TopicEntered(0))
    turn.show_state()
    _, (effect,) = turn.end()
    assert isinstance(effect, Save)
    assert f.decode(effect.row.private) == (f.TopicEntered(0),)


def test_a_fact_no_row_stores_is_a_defect_and_found() -> None:
    turn = Turn(course(), LessonState(SESSION))
    turn.note(f.TopicEntered(0))
    with pytest.raises(AssertionError):
        turn.end()


def test_the_state_frame_counts_attempts_hints_and_steps() -> None:
    lesson = open_question()
    lesson.say("1/6")
    lesson.hint()
    shown = state_frame(lesson.course, lesson.state)
    assert (shown.number, shown.of, shown.attempt) == (1, 1, 1)
    assert (shown.hints_used, shown.hints_left) == (1, 2)
    assert (shown.step, shown.steps, shown.closed) == (1, 2, False)


def test_progress_names_every_skill_also_those_nothing_is_known_of() -> None:
    lesson = Driven()
    shown = progress_frame(lesson.course, lesson.state)
    assert [skill.mastery for skill in shown.skills] == [0.5, 0.5]
    assert (shown.topics_done, shown.topics_total) == (0, 2)
