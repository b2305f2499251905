"""What a verdict says, charges and teaches."""

from __future__ import annotations

from tests.support.lessons import Driven, open_question, outline, texts
from tutor_server.session.ports import SkillMastery
from tutor_shared.syllabus.model import Policy
from tutor_shared.wire import frames


def test_a_right_answer_is_praised_with_its_reason() -> None:
    seen = open_question().say("5/6")
    assert outline(seen) == [
        "message answer",
        "state evaluating_answer",
        "state providing_feedback_correct",
        "message feedback correct",
        "progress",
    ]
    assert texts(seen) == ["Sixths, because both 2 and 3 go into 6."]


def test_a_known_error_is_named_and_the_question_stays_open() -> None:
    seen = open_question().say("2/5")
    assert outline(seen) == [
        "message answer",
        "state evaluating_answer",
        "state remediating_known_error",
        "message remediation incorrect",
        "progress",
        "state awaiting_answer",
    ]
    (said,) = (f for f in seen if isinstance(f, frames.Message) and f.kind == "remediation")
    assert said.misconception == "adds-across"


def test_the_same_known_error_again_leads_into_guidance_in_other_words() -> None:
    lesson = open_question()
    first = texts(lesson.say("2/5"))
    seen = lesson.say("2/5")
    assert outline(seen)[-2:] == ["state guiding_student", "message guidance"]
    assert not set(first) & set(texts(seen))


def test_what_cannot_be_read_is_not_graded_and_costs_nothing() -> None:
    lesson = open_question()
    seen = lesson.say("blue")
    assert outline(seen) == [
        "message answer",
        "state evaluating_answer",
        "message feedback ungraded",
        "state awaiting_answer",
    ]
    assert lesson.state.at is not None
    assert lesson.state.at.attempts == 0


def test_two_unreadable_answers_in_a_row_bring_an_example_that_is_not_the_answer() -> None:
    lesson = open_question()
    lesson.say("blue")
    second = texts(lesson.say("green"))[-1]
    assert "3/4" in second
    assert "5/6" not in second


def test_attempts_used_up_close_the_question_with_its_solution() -> None:
    lesson = open_question(Policy(max_attempts=1))
    seen = lesson.say("1/6")
    assert outline(seen)[-2:] == ["state guiding_student", "message solution"]
    assert isinstance(seen[-2], frames.State)
    assert seen[-2].closed


def test_attempts_used_up_under_reveal_never_leave_it_for_now() -> None:
    lesson = open_question(Policy(max_attempts=1, reveal="never"))
    seen = lesson.say("2/5")
    assert outline(seen)[-2:] == ["state awaiting_answer", "message notice"]
    assert "5/6" not in texts(seen)[-1]


def test_a_closed_question_is_still_read_for_practice_and_costs_nothing() -> None:
    lesson = open_question(Policy(max_attempts=1))
    lesson.say("1/6")
    before = lesson.state.masteries
    lesson.say("2/5")
    assert lesson.state.at is not None
    assert lesson.state.at.attempts == 1
    assert lesson.state.masteries == before
    assert "message feedback correct" in outline(lesson.say("5/6"))


def test_first_attempts_move_mastery_and_later_ones_do_not() -> None:
    lesson = open_question()
    lesson.say("1/6")
    after_first = lesson.state.mastery("adding")
    lesson.say("1/7", "answer")
    assert lesson.state.mastery("adding") == after_first
    assert after_first is not None
    assert (after_first.right, after_first.first_attempts) == (0, 1)


def test_what_is_known_of_the_learner_is_where_the_lesson_starts() -> None:
    known = SkillMastery("adding", 0.8, mastered=False, right=2, first_attempts=3)
    lesson = Driven(masteries=(known,))
    assert lesson.state.mastery("adding") == known
