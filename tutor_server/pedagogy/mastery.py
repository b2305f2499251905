"""Bayesian knowledge tracing (Corbett & Anderson 1995), a skill at a time.

After a right answer L* = L(1-s) / (L(1-s) + (1-L)g), after a wrong one L* = Ls / (Ls + (1-L)(1-g)),
then learning: L = L* + (1-L*)t. L is the probability that the skill is known, s the slip, g the
guess, t the learning rate.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor_shared.answers.block import Answer, Choice
from tutor_shared.syllabus.model import MasteryPolicy

#: `practice` teaches without telling us anything: the learning step alone.
Outcome = Literal["right", "wrong", "practice"]

_TYPED_GUESS = 0.2


class SkillMastery(msgspec.Struct, frozen=True):
    """What is known about one skill of one learner; a fold of the events.

    `mastery` is a probability, `right` and `first_attempts` the evidence it rests on.
    """

    skill: str
    mastery: float
    mastered: bool = False
    right: int = 0
    first_attempts: int = 0


def guess(policy: MasteryPolicy, answer: Answer) -> float:
    """How likely a right answer is without the skill: 0.2 typed, 1/k for few options."""
    if policy.guess is not None:
        return policy.guess
    if isinstance(answer, Choice) and not answer.multiple:
        return max(1 / len(answer.options), _TYPED_GUESS)
    return _TYPED_GUESS


def outcome(*, right: bool, hints: int, steps: int, stuck: bool) -> Outcome:
    """What a first attempt is evidence of, given the help taken before it."""
    if not right or hints > 1 or steps or stuck:
        return "wrong"
    return "practice" if hints == 1 else "right"


def observe(
    policy: MasteryPolicy, known: SkillMastery, seen: Outcome, guess: float
) -> SkillMastery:
    """The skill's standing after one observation; mastery stays within 0 and 1."""
    before, slip = known.mastery, policy.slip
    if seen == "practice":
        return _standing(policy, known, before, right=known.right, first=known.first_attempts)
    if seen == "right":
        after = _ratio(before * (1 - slip), (1 - before) * guess)
    else:
        after = _ratio(before * slip, (1 - before) * (1 - guess))
    first = known.first_attempts + 1
    return _standing(policy, known, after, right=known.right + (seen == "right"), first=first)


def start(policy: MasteryPolicy, skill: str) -> SkillMastery:
    """What is assumed of a skill nothing is known about."""
    return SkillMastery(skill, policy.prior)


def _ratio(with_skill: float, without: float) -> float:
    whole = with_skill + without
    return with_skill / whole if whole > 0 else 0.0


def _standing(
    policy: MasteryPolicy, known: SkillMastery, after: float, *, right: int, first: int
) -> SkillMastery:
    level = min(1.0, max(0.0, after + (1 - after) * policy.learn))
    last_was_right = right > known.right or (first == known.first_attempts and known.mastered)
    mastered = level >= policy.threshold and first >= policy.min_evidence and last_was_right
    return SkillMastery(known.skill, level, mastered, right, first)
