"""The lesson's rules as a learner and a client notice them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.lessons import Driven, open_question, outline
from tests.support.small_course import course, half_plus_third, plain, topic
from tutor_server.session.events import AnswerChecked, CheckFailed, RecordRead
from tutor_server.session.machine import STATES
from tutor_server.session.state import LessonState as Lesson
from tutor_server.session.state import fold
from tutor_shared.answers.verdict import Verdict
from tutor_shared.syllabus.model import Policy, Syllabus


def test_f_05_a_verdict_that_comes_late_is_applied_to_nothing() -> None:
    lesson = open_question()
    state = lesson.state
    late = AnswerChecked("another-attempt-id", "check", Verdict("correct"))
    assert lesson.feed(late) == []
    assert lesson.state == state


@pytest.mark.parametrize("reason", ["timeout", "crash"])
def test_f_03_a_failed_check_releases_the_lesson_and_charges_nothing(reason: str) -> None:
    lesson = open_question()
    lesson.hold = True
    lesson.say("1/6")
    attempt = lesson.held[0].attempt
    seen = lesson.feed(CheckFailed(attempt, reason))  # type: ignore[arg-type]  # parametrised
    assert outline(seen) == ["message feedback ungraded", "state awaiting_answer"]


# Laws.

POLICIES = st.builds(
    Policy,
    max_attempts=st.integers(1, 4),
    reveal=st.sampled_from(["never", "after_last_hint", "after_max_attempts"]),
    skip=st.sampled_from(["allowed", "after_attempt", "never"]),
)
SHAPES = st.fixed_dictionaries(
    {
        "hints": st.sampled_from([(), ("One.",), ("One.", "Two.", "Three.")]),
        "scaffold": st.sampled_from([(), half_plus_third().variants[0].scaffold]),
        "solution": st.sampled_from(["", "It is so."]),
    }
)
HELPLESS = st.lists(st.sampled_from(["next", "hint", "stuck"]), min_size=3, max_size=9)


def small(policy: Policy, shape: dict[str, object]) -> Syllabus:
    questions = (half_plus_third(**shape), plain("seven", "7"))
    return course(policy, [topic("adding", (), questions), *course().topics[1:]])


def play(lesson: Driven, word: str) -> None:
    match word:
        case "next":
            lesson.next()
        case "hint":
            lesson.hint()
        case "stuck":
            lesson.say("I don't know")
        case _:
            lesson.say(word)


@given(POLICIES, SHAPES, HELPLESS)
def test_a_learner_who_only_asks_for_help_and_goes_on_is_never_stuck(
    policy: Policy, shape: dict[str, object], habit: list[str]
) -> None:
    lesson = Driven(small(policy, shape))
    cycle = [*habit, "next", "hint", "stuck"]
    for turn in range(60 * len(cycle)):
        if lesson.done:
            return
        play(lesson, cycle[turn % len(cycle)])
    raise AssertionError(f"still in {lesson.state.state}")


WORDS = st.lists(
    st.sampled_from(
        ["next", "hint", "stuck", "5/6", "2/5", "1/6", "3", "7", "why?", "blue", "", "\U0001f600"]
    ),
    max_size=40,
)


@settings(max_examples=150)
@given(POLICIES, SHAPES, WORDS)
def test_f_08_the_stored_rows_alone_give_the_same_lesson_from_any_snapshot(
    policy: Policy, shape: dict[str, object], words: list[str]
) -> None:
    lesson = Driven(small(policy, shape))
    states = {len(lesson.rows): lesson.state}
    for word in words:
        play(lesson, word)
        states[len(lesson.rows)] = lesson.state
    stored = lesson.stored()
    for count, state in states.items():
        assert fold(state, stored[count:]) == lesson.state
    assert fold(Lesson(lesson.state.session), stored) == lesson.state


@settings(max_examples=150)
@given(POLICIES, SHAPES, WORDS)
def test_every_accepted_frame_stores_a_row_and_every_refused_one_none(
    policy: Policy, shape: dict[str, object], words: list[str]
) -> None:
    lesson = Driven(small(policy, shape))
    for word in words:
        rows, refused, state = len(lesson.rows), len(lesson.refused), lesson.state
        play(lesson, word)
        if len(lesson.refused) > refused:
            assert (len(lesson.rows), lesson.state) == (rows, state)
        else:
            assert lesson.rows[rows].client_id is not None
            assert sum(row.client_id is not None for row in lesson.rows[rows:]) == 1


@settings(max_examples=100)
@given(POLICIES, WORDS)
def test_the_answer_is_not_told_before_the_policy_allows(policy: Policy, words: list[str]) -> None:
    shape: dict[str, object] = {"hints": ("Which pieces?",), "right": "", "solution": ""}
    lesson = Driven(course(policy, [topic("adding", (), (half_plus_third(**shape),))]))
    for word in words:
        before = lesson.state
        rows = len(lesson.rows)
        play(lesson, word)
        told = any(
            b"5/6" in row.body
            for row in lesson.rows[rows:]
            if b'"author":"learner"' not in row.body
        )
        if told:
            assert policy.reveal != "never"
            assert lesson.state.at is None or lesson.state.at.closed or before.at is None


@given(st.sampled_from(STATES))
def test_every_event_has_an_outcome_in_every_state(state: str) -> None:
    from tutor_server.session.reducer.apply import apply

    there = Lesson("session-for-the-tests", state=state)  # type: ignore[arg-type]  # every state
    for event in (
        RecordRead(()),
        AnswerChecked("an-attempt-that-was", "check", None),
        CheckFailed("an-attempt-that-was", "crash"),
    ):
        apply(course(), there, event)
