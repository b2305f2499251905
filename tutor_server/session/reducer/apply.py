"""The door of the reducer: an event comes in, a new state and a list of effects go out.

A refused event leaves the state as it was and asks for `Refuse` alone; an event that came too late
(a verdict for another attempt) asks for nothing.
"""

from __future__ import annotations

from typing import assert_never

from tutor_server.pedagogy import phrases
from tutor_server.session import facts as f
from tutor_server.session.effects import Effect, ReadRecord
from tutor_server.session.events import (
    AnswerChecked,
    CheckFailed,
    FrameIn,
    RecordRead,
    SessionEvent,
    Started,
)
from tutor_server.session.reducer import answering, learner, moving_on, verdicts
from tutor_server.session.reducer.turn import Turn
from tutor_server.session.state import LessonState
from tutor_shared.syllabus.model import Syllabus


def apply(
    course: Syllabus, state: LessonState, event: SessionEvent
) -> tuple[LessonState, list[Effect]]:
    """Decide one event. Total: every event has an outcome in every state."""
    match event:
        case FrameIn():
            turn = Turn(course, state, event.frame)
            refusal = learner.act(turn, event.frame)
            return (state, [refusal]) if refusal is not None else turn.end()
        case Started():
            turn = Turn(course, state)
            _started(turn)
        case RecordRead():
            turn = Turn(course, state)
            _began(turn, event)
        case AnswerChecked():
            turn = Turn(course, state)
            if _is_pending(state, event.attempt):
                verdicts.judged(turn, event)
        case CheckFailed():
            turn = Turn(course, state)
            if _is_pending(state, event.attempt):
                timed_out = event.reason == "timeout"
                verdicts.unjudged(
                    turn, phrases.CHECK_TIMEOUT if timed_out else phrases.CHECK_CRASHED
                )
        case _:
            assert_never(event)
    return turn.end()


def _is_pending(state: LessonState, attempt: str) -> bool:
    return state.pending is not None and state.pending.attempt == attempt


def _started(turn: Turn) -> None:
    """Begin, or take up what a crash or a restart left open."""
    if turn.state.rows == 0:
        turn.show_state()
    if turn.state.state == "initializing":
        turn.want(ReadRecord())
    elif turn.state.pending is not None:
        answering.check(turn)


def _began(turn: Turn, event: RecordRead) -> None:
    if turn.state.state == "initializing":
        turn.note(f.Began(tuple(event.masteries)))
        moving_on.enter_topic(turn, 0, "initialized")
