"""What each waiting state allows, and how a refusal says so."""

from __future__ import annotations

from typing import Final, Literal

from tutor_server.session.machine import WAITING
from tutor_server.session.state import LessonState
from tutor_shared.wire.frames import StateName

#: What a learner can want. `clarify` is a question, "explain" or "example".
Wish = Literal["next", "answer", "clarify", "stuck", "hint", "skip", "cancel"]

_ALLOWED: Final[dict[StateName, tuple[Wish, ...]]] = {
    "exposition": ("next", "clarify"),
    "awaiting_answer": ("answer", "stuck", "hint", "clarify", "skip"),
    "guiding_student": ("answer", "next", "stuck", "hint", "clarify", "skip"),
    "providing_feedback_correct": ("next", "clarify"),
    "evaluating_answer": ("cancel",),
}
_CLOSED: Final[tuple[Wish, ...]] = ("next", "answer", "clarify", "skip")

_WORDS: Final[dict[Wish, str]] = {
    "next": "go on",
    "answer": "answer",
    "clarify": "ask something",
    "stuck": "say that you don't know",
    "hint": "take a hint",
    "skip": "skip",
    "cancel": "cancel",
}


def allowed(state: LessonState) -> tuple[Wish, ...]:
    """What a learner may do now, the likeliest first."""
    at_question = state.state in {"awaiting_answer", "guiding_student"}
    if at_question and state.at is not None and state.at.closed:
        return _CLOSED
    return _ALLOWED.get(state.state, ())


def is_busy(state: LessonState) -> bool:
    """Whether the state passes by itself, so that the learner need only wait."""
    return state.state not in WAITING


def now_you_can(state: LessonState) -> str:
    """The sentence that names what is allowed."""
    words = [_WORDS[wish] for wish in allowed(state)]
    if not words:
        return "This lesson is complete. Start it again to go through it once more."
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"Now you can {listed}."
