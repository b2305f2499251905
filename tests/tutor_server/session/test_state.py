"""The lesson as a value: facts change it, snapshots only save time."""

from __future__ import annotations

import pytest

from tests.support.lessons import SESSION, Driven
from tutor_server.session import facts as f
from tutor_server.session.state import LessonState, evolve, fold, from_snapshot, snapshot


def played() -> Driven:
    lesson = Driven()
    lesson.next()
    lesson.say("1/2")
    lesson.next()
    return lesson


def test_f_08_snapshot_and_tail_give_what_all_rows_give() -> None:
    lesson = played()
    stored = lesson.stored()
    for count in range(len(stored) + 1):
        at_count = fold(LessonState(SESSION), stored[:count])
        cached = from_snapshot(snapshot(at_count), SESSION, len(stored))
        assert cached is not None
        assert fold(cached, stored[count:]) == lesson.state


@pytest.mark.parametrize(
    "damaged", [None, b"", b"{}", b"\xff", b'{"version":0,"seq":1,"state":{"session":"x"}}']
)
def test_f_09_a_snapshot_that_is_missing_damaged_or_older_is_passed_over(
    damaged: bytes | None,
) -> None:
    assert from_snapshot(damaged, SESSION, 10) is None


def test_f_09_a_snapshot_ahead_of_the_rows_or_of_another_session_is_passed_over() -> None:
    taken = snapshot(played().state)
    assert from_snapshot(taken, SESSION, 2) is None
    assert from_snapshot(taken, "another-session-than-it", 10_000) is None


def test_a_new_asking_starts_with_nothing_taken() -> None:
    state = LessonState(SESSION)
    for fact in (f.Asked("one", 0), f.HintGiven(), f.Stuck(), f.Asked("two", 1)):
        state = evolve(state, fact)
    assert state.at is not None
    assert (state.at.hints, state.at.stuck, state.at.variant) == (0, False, 1)
    assert state.hints == 1


def test_facts_about_a_question_change_nothing_where_none_is_open() -> None:
    state = LessonState(SESSION)
    for fact in (f.HintGiven(), f.Closed("skipped"), f.Solved(), f.StepOpened(1), f.Said("x")):
        assert evolve(state, fact) == state
