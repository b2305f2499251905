"""Knowledge tracing: the formulas of Corbett & Anderson, and what may count as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.small_course import number
from tutor_server.pedagogy.mastery import Outcome, SkillMastery, guess, observe, outcome, start
from tutor_shared.answers.block import Choice, ChoiceOption
from tutor_shared.syllabus.model import MasteryPolicy

POLICY = MasteryPolicy()
TYPED = 0.2


def choice(options: int) -> Choice:
    return Choice(tuple(ChoiceOption(str(n), right=n == 0) for n in range(options)))


def seen(*outcomes: Outcome) -> SkillMastery:
    known = start(POLICY, "adding")
    for one in outcomes:
        known = observe(POLICY, known, one, TYPED)
    return known


def test_a_right_answer_moves_mastery_as_the_formula_says() -> None:
    posterior = 0.5 * 0.95 / (0.5 * 0.95 + 0.5 * 0.2)
    assert seen("right").mastery == pytest.approx(posterior + (1 - posterior) * 0.05)


def test_a_wrong_answer_moves_mastery_as_the_formula_says() -> None:
    posterior = 0.5 * 0.05 / (0.5 * 0.05 + 0.5 * 0.8)
    assert seen("wrong").mastery == pytest.approx(posterior + (1 - posterior) * 0.05)


def test_three_right_first_attempts_master_a_skill_and_two_do_not() -> None:
    assert not seen("right", "right").mastered
    assert seen("right", "right", "right").mastered


def test_help_that_counts_as_practice_teaches_but_is_no_evidence() -> None:
    after = seen("practice")
    assert after.mastery > 0.5
    assert (after.right, after.first_attempts, after.mastered) == (0, 0, False)


def test_a_wrong_answer_is_counted_and_not_right() -> None:
    after = seen("right", "wrong")
    assert (after.right, after.first_attempts) == (1, 2)


@given(st.lists(st.sampled_from(["right", "wrong", "practice"]), max_size=60))
def test_mastery_stays_a_probability(outcomes: list[Outcome]) -> None:
    assert 0 <= seen(*outcomes).mastery <= 1


@given(st.floats(0, 1), st.floats(0.05, 0.5))
def test_a_right_answer_never_ends_below_a_wrong_one(level: float, chance: float) -> None:
    known = SkillMastery("adding", level)
    right = observe(POLICY, known, "right", chance)
    assert right.mastery >= observe(POLICY, known, "wrong", chance).mastery


@pytest.mark.parametrize(
    ("right", "hints", "steps", "stuck", "expected"),
    [
        (True, 0, 0, False, "right"),
        (True, 1, 0, False, "practice"),
        (True, 2, 0, False, "wrong"),
        (True, 0, 1, False, "wrong"),
        (True, 0, 0, True, "wrong"),
        (False, 0, 0, False, "wrong"),
    ],
)
def test_help_taken_decides_what_a_first_attempt_is_evidence_of(
    *, right: bool, hints: int, steps: int, stuck: bool, expected: Outcome
) -> None:
    assert outcome(right=right, hints=hints, steps=steps, stuck=stuck) == expected


def test_guessing_is_easier_with_few_options() -> None:
    assert guess(POLICY, choice(2)) == 0.5
    assert guess(POLICY, choice(10)) == TYPED
    assert guess(POLICY, number("3").answer) == TYPED
    assert guess(MasteryPolicy(guess=0.1), choice(2)) == 0.1
