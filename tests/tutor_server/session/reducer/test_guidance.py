"""Help that does not give the answer away, and that ends."""

from __future__ import annotations

import pytest

from tests.support.lessons import open_question, outline, texts
from tests.support.small_course import which_bigger
from tutor_shared.syllabus.model import ScaffoldStep


def test_an_unknown_error_leads_into_guidance_with_the_first_step() -> None:
    seen = open_question().say("1/6")
    assert outline(seen) == [
        "message answer",
        "state evaluating_answer",
        "state remediating_unknown_error",
        "message remediation incorrect",
        "progress",
        "state guiding_student",
        "message guidance",
    ]
    assert "How many sixths make a half?" in texts(seen)[-1]


def test_steps_answered_rightly_lead_back_to_the_question() -> None:
    lesson = open_question()
    lesson.say("1/6")
    assert outline(lesson.say("3")) == [
        "message answer",
        "state evaluating_answer",
        "state guiding_student",
        "message guidance correct",
    ]
    seen = lesson.say("2")
    assert outline(seen)[-2:] == ["message guidance correct", "state awaiting_answer"]
    assert "What is 1/2 + 1/3?" in texts(seen)[-1]
    assert lesson.state.at is not None
    assert lesson.state.at.attempts == 1


def test_a_step_missed_twice_is_told_and_the_next_one_opens() -> None:
    lesson = open_question()
    lesson.say("1/6")
    first = lesson.say("7")
    second = lesson.say("8")
    assert outline(first)[0] == "message reasoning"
    assert outline(first)[-1] == "message guidance incorrect"
    assert "It is 3." in texts(second)[-1]
    assert "How many sixths make a third?" in texts(second)[-1]


def test_the_questions_answer_given_in_guidance_counts() -> None:
    lesson = open_question()
    lesson.say("1/6")
    assert "state providing_feedback_correct" in outline(lesson.say("5/6"))


@pytest.mark.parametrize("text", ["I don't know", "idk", "?"])
def test_saying_that_one_is_stuck_leads_to_help_and_costs_nothing(text: str) -> None:
    lesson = open_question()
    seen = lesson.say(text)
    assert outline(seen) == [
        "message answer",
        "state evaluating_answer",
        "state remediating_unknown_error",
        "message remediation",
        "progress",
        "state guiding_student",
        "message guidance",
    ]
    assert lesson.state.at is not None
    assert lesson.state.at.attempts == 0


def test_a_letter_in_guidance_names_an_option_of_the_open_step() -> None:
    step = ScaffoldStep("Which?", which_bigger().variants[0].block)
    lesson = open_question(scaffold=(step,))
    lesson.say("idk")
    seen = lesson.say("b")
    assert outline(seen)[-1] == "message guidance incorrect"
    assert lesson.state.at is not None
    assert lesson.state.at.attempts == 0


def test_what_names_no_option_of_the_open_step_is_tried_on_the_question() -> None:
    step = ScaffoldStep("Which?", which_bigger().variants[0].block)
    lesson = open_question(scaffold=(step,))
    lesson.say("idk")
    assert "message feedback correct" in outline(lesson.say("5/6"))


def test_a_rung_says_its_place_on_the_ladder() -> None:
    assert texts(open_question().hint())[-1] == "**Hint 1 of 3.** Which pieces?"
