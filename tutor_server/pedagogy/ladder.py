"""Which help comes next: open scaffold steps first, then the rungs of the hint ladder, then an end.

Every "I don't know" uses one of them up, so that nobody can be stuck for ever.
"""

from __future__ import annotations

import msgspec

from tutor_shared.syllabus.model import Policy, Variant


class OpenStep(msgspec.Struct, frozen=True):
    """Put this scaffold step, counted from 1."""

    step: int


class GiveRung(msgspec.Struct, frozen=True):
    """Show this rung, counted from 1."""

    rung: int


class Exhausted(msgspec.Struct, frozen=True):
    """Nothing more can be offered."""


Help = OpenStep | GiveRung | Exhausted


def next_help(variant: Variant, *, steps_done: int, hints: int) -> Help:
    """What to offer a learner who is stuck."""
    if steps_done < len(variant.scaffold):
        return OpenStep(steps_done + 1)
    if hints < len(variant.hints):
        return GiveRung(hints + 1)
    return Exhausted()


def shows_solution(policy: Policy, *, attempts_used_up: bool) -> bool:
    """Whether the solution may be shown once help, or the attempts, are used up."""
    if policy.reveal == "never":
        return False
    return attempts_used_up or policy.reveal == "after_last_hint"


def may_skip(policy: Policy, *, attempts: int) -> bool:
    """Whether the policy lets a learner leave this question."""
    return policy.skip == "allowed" or (policy.skip == "after_attempt" and attempts > 0)
