"""Helping without giving the answer away: scaffold steps, rungs, and an end where help runs out."""

from __future__ import annotations

from typing import Literal, assert_never

from tutor_server.pedagogy import phrases, remediation
from tutor_server.pedagogy.clarify import another_look
from tutor_server.pedagogy.ladder import Exhausted, GiveRung, OpenStep, next_help, shows_solution
from tutor_server.session import facts as f
from tutor_server.session.reducer import answering
from tutor_server.session.reducer.turn import Turn
from tutor_server.session.state import Pending
from tutor_shared.answers.types import options, show
from tutor_shared.answers.verdict import Verdict
from tutor_shared.wire import frames
from tutor_shared.wire.frames import VerdictName


def enter(turn: Turn) -> None:
    """From a remediation into guidance: a scaffold step, or another look at the matter."""
    if not turn.at.step and turn.at.steps_done < len(turn.asking().variant.scaffold):
        turn.note(f.StepOpened(turn.at.steps_done + 1))
    if turn.at.step:
        turn.move("guide")
        _say_step(turn, "")
        return
    passage = another_look(turn.course, turn.state.topic, turn.state.page)
    if passage and "look" not in turn.at.said:
        turn.note(f.Said("look"))
        turn.move("guide")
        turn.say("guidance", phrases.ANOTHER_LOOK.format(passage=passage))
        return
    turn.move("guide")
    _back_to_question(turn, phrases.NOTHING_LEFT_BUT_TRY)


def stuck(turn: Turn, frame: frames.Say) -> None:
    """The learner does not know: the next piece of help, uncharged."""
    text = frame.text.strip() or phrases.DONT_KNOW
    turn.note(f.Stuck())
    if turn.state.state == "awaiting_answer":
        _stuck_at_question(turn, frame, text)
    else:
        turn.say("reasoning", text, author="learner", id=frame.id)
        _more_help(turn)


def go_on(turn: Turn) -> None:
    """`next` in guidance: an open step is told, else the question is put again."""
    if turn.at.step:
        _tell_step(turn)
    else:
        _back_to_question(turn, phrases.BACK_TO_QUESTION)


def step_right(turn: Turn, pending: Pending, verdict: Verdict) -> None:
    """An answer fits the open step: on to the next one, or back to the question."""
    turn.note(f.Judged(pending.attempt, "correct", step=True))
    _open_following(turn)
    turn.move("step_judged")
    _say_where_we_are(turn, verdict.message.strip(), "correct")


def step_missed(turn: Turn, pending: Pending, verdict: Verdict) -> None:
    """An answer misses the open step; the second miss has it told."""
    turn.note(f.Judged(pending.attempt, "incorrect", step=True))
    if turn.at.step_misses < 2:
        turn.move("step_judged")
        turn.say("guidance", verdict.message.strip() or phrases.STEP_MISSED, verdict="incorrect")
        return
    told = _told(turn)
    _open_following(turn)
    turn.move("step_judged")
    _say_where_we_are(turn, told, "incorrect")


def reasoning_missed(turn: Turn, pending: Pending) -> None:
    """What was said in guidance does not answer the question, and no step is open."""
    turn.note(f.Judged(pending.attempt, "incorrect", step=True))
    turn.move("step_judged")
    _back_to_question(turn, phrases.NOTHING_LEFT_BUT_TRY, "incorrect")


def close(turn: Turn) -> None:
    """Help is used up: the solution where the policy shows it, else we leave it for now."""
    if shows_solution(turn.course.policy, attempts_used_up=False):
        turn.note(f.Closed("solution"))
        turn.say("solution", _solution(turn))
    else:
        turn.note(f.Closed("attempts"))
        turn.say("notice", phrases.LEFT_FOR_NOW)


def after_closing(turn: Turn, event: Literal["retry", "guide"], *, newly: bool) -> None:
    """Out of a remediation on a closed question; `newly` when this answer closed it."""
    turn.move(event)
    if not newly:
        turn.say("notice", phrases.CLOSED_PRACTICE)
    elif shows_solution(turn.course.policy, attempts_used_up=True):
        turn.say("solution", _solution(turn))
    else:
        turn.say("notice", phrases.LEFT_FOR_NOW)


def _stuck_at_question(turn: Turn, frame: frames.Say, text: str) -> None:
    turn.say("answer", text, author="learner", id=frame.id)
    turn.move("answer_received")
    turn.move("judged_unknown_error")
    key, words = remediation.for_stuck(turn.at.said)
    turn.note(f.Said(key))
    turn.say("remediation", words)
    turn.show_progress()
    offer = _next_help(turn)
    match offer:
        case OpenStep():
            turn.note(f.StepOpened(offer.step))
            turn.move("guide")
            _say_step(turn, "")
        case GiveRung():
            turn.note(f.HintGiven())
            turn.move("guide")
            turn.say("guidance", rung(turn, offer.rung))
        case Exhausted():
            turn.move("guide")
            close(turn)
            turn.show_state()
        case _:
            assert_never(offer)


def _more_help(turn: Turn) -> None:
    if turn.at.step:
        _tell_step(turn)
        return
    offer = _next_help(turn)
    match offer:
        case OpenStep():
            turn.note(f.StepOpened(offer.step))
            _say_step(turn, "")
        case GiveRung():
            turn.note(f.HintGiven())
            turn.say("guidance", rung(turn, offer.rung))
        case Exhausted():
            close(turn)
        case _:
            assert_never(offer)
    turn.show_state()


def _next_help(turn: Turn) -> OpenStep | GiveRung | Exhausted:
    if turn.at.step:
        return OpenStep(turn.at.step)
    return next_help(turn.asking().variant, steps_done=turn.at.steps_done, hints=turn.at.hints)


def _tell_step(turn: Turn) -> None:
    told = _told(turn)
    _open_following(turn)
    _say_where_we_are(turn, told)
    if turn.at.step:
        turn.show_state()


def _open_following(turn: Turn) -> None:
    step = turn.at.step
    more = step < len(turn.asking().variant.scaffold)
    turn.note(f.StepOpened(step + 1) if more else f.StepsOver())


def _say_where_we_are(turn: Turn, first: str, verdict: VerdictName | None = None) -> None:
    """The open step, or after the last one the question again, which is then open."""
    if turn.at.step:
        _say_step(turn, first, verdict)
    else:
        _back_to_question(turn, f"{first}\n\n{phrases.BACK_TO_QUESTION}".strip(), verdict)


def _say_step(turn: Turn, first: str, verdict: VerdictName | None = None) -> None:
    scaffold = turn.asking().variant.scaffold
    step = scaffold[turn.at.step - 1]
    ask = phrases.STEP.format(step=turn.at.step, steps=len(scaffold), ask=step.ask.strip())
    text = f"{first}\n\n{ask}" if first else ask
    shown = options(answering.step_block(turn).answer)
    turn.say("guidance", text, options=shown, verdict=verdict)


def _back_to_question(turn: Turn, phrase: str, verdict: VerdictName | None = None) -> None:
    asking = turn.asking()
    text = phrase.replace("{prompt}", asking.variant.prompt.strip())
    turn.say("guidance", text, options=asking.options, verdict=verdict)
    turn.move("ready")


def _told(turn: Turn) -> str:
    block = answering.step_block(turn)
    return phrases.STEP_TOLD.format(answer=show(block.answer, block.number_format))


def rung(turn: Turn, number: int) -> str:
    """A rung of the ladder with its place in it, counted from 1."""
    rungs = turn.asking().variant.hints
    return phrases.HINT.format(rung=number, rungs=len(rungs), text=rungs[number - 1].strip())


def _solution(turn: Turn) -> str:
    asking = turn.asking()
    written = asking.variant.solution.strip() or phrases.SOLUTION_WITHOUT_WORDS.format(
        answer=show(asking.block.answer, asking.block.number_format)
    )
    return phrases.SOLUTION.format(solution=written)
