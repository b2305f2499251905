"""Which help comes next."""

from __future__ import annotations

from tests.support.small_course import half_plus_third
from tutor_server.pedagogy.ladder import (
    Exhausted,
    GiveRung,
    OpenStep,
    may_skip,
    next_help,
    shows_solution,
)
from tutor_shared.syllabus.model import Policy

VARIANT = half_plus_third().variants[0]


def test_steps_come_before_rungs_and_after_the_last_rung_nothing_is_left() -> None:
    assert next_help(VARIANT, steps_done=0, hints=0) == OpenStep(1)
    assert next_help(VARIANT, steps_done=2, hints=1) == GiveRung(2)
    assert next_help(VARIANT, steps_done=2, hints=3) == Exhausted()


def test_the_solution_is_shown_as_the_policy_says() -> None:
    never, hints, attempts = (
        Policy(reveal="never"),
        Policy(reveal="after_last_hint"),
        Policy(reveal="after_max_attempts"),
    )
    assert not shows_solution(never, attempts_used_up=True)
    assert shows_solution(hints, attempts_used_up=False)
    assert not shows_solution(attempts, attempts_used_up=False)
    assert shows_solution(attempts, attempts_used_up=True)


def test_skipping_follows_the_policy() -> None:
    assert may_skip(Policy(skip="allowed"), attempts=0)
    assert not may_skip(Policy(skip="after_attempt"), attempts=0)
    assert may_skip(Policy(skip="after_attempt"), attempts=1)
    assert not may_skip(Policy(skip="never"), attempts=3)
