"""Taking an answer and having it checked.

In guidance it is tried as the open step's answer first, then as the question's.
"""

from __future__ import annotations

from tutor_server.pedagogy.asking import seed
from tutor_server.session import facts as f
from tutor_server.session.effects import RunCheck
from tutor_server.session.reducer.turn import Turn
from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.types import arranged
from tutor_shared.wire import frames


def take(turn: Turn, frame: frames.Say, kind: f.AnswerKind) -> None:
    """Store the answer and lock the lesson until its verdict."""
    explicit = frame.intent == "answer"
    turn.note(f.AnswerTaken(frame.id, frame.text, kind, explicit))
    turn.say(kind, frame.text, author="learner", id=frame.id)
    turn.move("answer_received")
    check(turn)


def check(turn: Turn) -> None:
    """Have the pending answer checked, also again after a restart."""
    pending = turn.state.pending
    assert pending is not None
    if turn.at.step:
        turn.want(RunCheck(pending.attempt, "step", step_block(turn), pending.text))
    else:
        turn.want(RunCheck(pending.attempt, "check", turn.asking().block, pending.text))


def step_block(turn: Turn) -> AnswerBlock:
    """The open step's answer block, its options in the order shown."""
    step = turn.asking().variant.scaffold[turn.at.step - 1]
    return arranged(step.block, seed(turn.state.session, f"{turn.at.id}/{turn.at.step}"))
