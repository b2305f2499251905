"""Whose move it is, in a few words; and what the answer box says of itself. Pure."""

from __future__ import annotations

from typing import Final

from tutor_shared.wire.frames import StateName
from tutor_tui.desk import Desk, Phase

_PHASES: Final[dict[Phase, str]] = {
    "opening": "Opening…",
    "sending": "Sending…",
    "checking": "Checking…",
    "tutor": "The tutor is at it…",
    "offline": "Not connected",
    "elsewhere": "Continued elsewhere",
    "ended": "Not connected",
    "over": "Finished",
}
_STATES: Final[dict[StateName, str]] = {
    "exposition": "Reading",
    "awaiting_answer": "Your turn",
    "guiding_student": "Step by step",
    "providing_feedback_correct": "Solved",
}
_BOXES: Final[dict[Phase, str]] = {
    "opening": "Opening…",
    "sending": "Sending…",
    "checking": "Checking… esc stops",
    "tutor": "The tutor is at it…",
    "offline": "Not connected: what you send waits here",
    "elsewhere": "Continued elsewhere; r takes it back",
    "ended": "Not connected; r tries again",
    "over": "The lesson is finished",
}


def standing(desk: Desk) -> str:
    """Whose move it is."""
    if desk.phase != "learner" or desk.view.state is None:
        return _PHASES.get(desk.phase, "")
    if desk.view.place is not None and desk.view.place.closed:
        return "Closed; go on when you like"
    return _STATES.get(desk.view.state, "")


def box_title(desk: Desk, *, asking: bool) -> str:
    """What is to be typed now, or why nothing is."""
    if desk.phase != "learner":
        return _BOXES.get(desk.phase, "")
    if asking:
        return "Your question · esc goes back to the answer"
    return _title_of_turn(desk)


def _title_of_turn(desk: Desk) -> str:
    moves, options = desk.view.moves, bool(desk.view.options)
    if "answer" not in moves:
        return "Enter goes on · or ask something"
    if desk.view.place is not None and desk.view.place.closed:
        return "Enter goes on · or answer, uncounted"
    if "next" in moves:
        return "Your answer · Enter alone has it told"
    return "Your answer · type it, or ↑ ↓" if options else "Your answer"


def where(desk: Desk) -> tuple[str, ...]:
    """The course, the topic, and the question's number."""
    place = desk.view.place
    count = f"question {place.number} of {place.of}" if place and place.number else ""
    return (desk.view.title, desk.view.topic, count)
