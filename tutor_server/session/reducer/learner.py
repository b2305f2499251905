"""What the learner's frames do: read the intent, refuse or act."""

from __future__ import annotations

from typing import Final, assert_never

from tutor_server.pedagogy import phrases
from tutor_server.pedagogy.clarify import Wish as ClarifyWish
from tutor_server.pedagogy.clarify import clarify
from tutor_server.pedagogy.ladder import may_skip, shows_solution
from tutor_server.session import facts as f
from tutor_server.session.effects import CancelCheck, Refuse
from tutor_server.session.reducer import answering, guidance, moving_on, verdicts
from tutor_server.session.reducer.allowed import Wish, allowed, is_busy, now_you_can
from tutor_server.session.reducer.intent import Reading, read
from tutor_server.session.reducer.turn import Turn
from tutor_shared.wire import frames
from tutor_shared.wire.frames import LessonFrame

_TALK: Final = frozenset({"question", "explain", "example", "remark"})


def act(turn: Turn, frame: LessonFrame) -> Refuse | None:
    """Let a frame act on the lesson; a refusal says what would."""
    match frame:
        case frames.Cancel():
            return _cancel(turn, frame)
        case _ if is_busy(turn.state):
            return Refuse(frame.id, "busy", "Still at work on what you sent. One moment, please.")
        case frames.Next():
            return _next(turn, frame)
        case frames.Hint():
            return _hint(turn, frame)
        case frames.Skip():
            return _skip(turn, frame)
        case frames.Say():
            return _say(turn, frame, read(turn, frame))
        case _:
            assert_never(frame)


def _not_allowed(turn: Turn, frame: LessonFrame, why: str = "") -> Refuse:
    return Refuse(frame.id, "not_allowed", f"{why} {now_you_can(turn.state)}".strip())


def _say(turn: Turn, frame: frames.Say, reading: Reading) -> Refuse | None:
    wish: Wish = "clarify" if reading in _TALK else _wish(reading)
    if wish not in allowed(turn.state):
        return _not_allowed(turn, frame, _why_not(turn, wish))
    match reading:
        case "question" | "explain" | "example":
            _clarify(turn, frame, reading)
        case "remark":
            _reply(turn, frame, frame.text, phrases.COMPARE)
        case "stuck":
            guidance.stuck(turn, frame)
        case "answer" | "reasoning":
            answering.take(turn, frame, reading)
        case _:
            assert_never(reading)
    return None


def _wish(reading: Reading) -> Wish:
    return "stuck" if reading == "stuck" else "answer"


def _why_not(turn: Turn, wish: Wish) -> str:
    if wish == "answer" and turn.state.state in {"exposition", "providing_feedback_correct"}:
        return "No question is open."
    if wish == "stuck" and turn.state.at is not None and turn.state.at.closed:
        return "This question is closed."
    return ""


def _clarify(turn: Turn, frame: frames.Say, wish: ClarifyWish) -> None:
    default = {"explain": phrases.EXPLAIN, "example": phrases.EXAMPLE, "question": "?"}[wish]
    asked = frame.text if wish == "question" else f"{frame.text} {_open_prompt(turn)}"
    answer = clarify(turn.course, turn.state.topic, turn.state.page, wish, asked)
    _reply(turn, frame, frame.text.strip() or default, answer.text or _not_in_course(turn))


def _reply(turn: Turn, frame: frames.Say, asked: str, answer: str) -> None:
    turn.say("clarifying_question", asked, author="learner", id=frame.id)
    if turn.state.state == "exposition":
        turn.note(f.Moved("clarified"))
    turn.say("clarification", answer)


def _not_in_course(turn: Turn) -> str:
    reading = "hint" not in allowed(turn.state)
    way_on = phrases.WAY_ON_READING if reading else phrases.WAY_ON_ASKED
    return phrases.NOT_IN_COURSE.format(way_on=way_on)


def _open_prompt(turn: Turn) -> str:
    return turn.asking().variant.prompt if turn.state.at is not None else ""


def _next(turn: Turn, frame: frames.Next) -> Refuse | None:
    if "next" not in allowed(turn.state):
        return _not_allowed(turn, frame)
    if turn.state.state == "guiding_student" and not turn.at.done:
        guidance.go_on(turn)
    else:
        moving_on.go_on(turn)
    return None


def _hint(turn: Turn, frame: frames.Hint) -> Refuse | None:
    if "hint" not in allowed(turn.state):
        return _not_allowed(turn, frame)
    rungs, taken = turn.asking().variant.hints, turn.at.hints
    if taken < len(rungs):
        turn.note(f.HintGiven())
        turn.say("hint", guidance.rung(turn, taken + 1))
        turn.show_state()
        return None
    if rungs and shows_solution(turn.course.policy, attempts_used_up=False):
        guidance.close(turn)
        turn.show_state()
        return None
    why = "There are no more hints." if rungs else "This question has no hints."
    return Refuse(frame.id, "not_allowed", f"{why} Answer, or say that you don't know.")


def _skip(turn: Turn, frame: frames.Skip) -> Refuse | None:
    if "skip" not in allowed(turn.state):
        return _not_allowed(turn, frame)
    if not turn.at.done and not may_skip(turn.course.policy, attempts=turn.at.attempts):
        never = turn.course.policy.skip == "never"
        why = "This course does not let questions be skipped; " if never else ""
        way = "try it, take a hint or say that you don't know." if never else ""
        once = "" if never else "Try it once, then you may skip it."
        return Refuse(frame.id, "not_allowed", f"{why}{way}{once}")
    turn.note(f.Closed("skipped"))
    turn.say("notice", phrases.SKIPPED, author="system")
    moving_on.go_on(turn)
    return None


def _cancel(turn: Turn, frame: frames.Cancel) -> Refuse | None:
    pending = turn.state.pending
    if pending is None:
        return Refuse(
            frame.id, "not_allowed", f"Nothing is being checked. {now_you_can(turn.state)}"
        )
    turn.want(CancelCheck(pending.attempt))
    verdicts.unjudged(turn, phrases.CANCELLED)
    return None
