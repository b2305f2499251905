"""From a checker's outcome to the machine's events: what is charged, said, and learned."""

from __future__ import annotations

from tutor_server.pedagogy import mastery, phrases, remediation
from tutor_server.session import facts as f
from tutor_server.session.effects import RunCheck
from tutor_server.session.events import AnswerChecked
from tutor_server.session.reducer import answering, guidance
from tutor_server.session.reducer.turn import Turn
from tutor_server.session.state import Pending
from tutor_shared.answers.block import AnswerBlock, Choice
from tutor_shared.answers.types import example
from tutor_shared.answers.verdict import Verdict
from tutor_shared.syllabus.model import Misconception


def judged(turn: Turn, event: AnswerChecked) -> None:
    """Act on one stage of a check; `step`, then `check`, then `label`, as far as needed."""
    pending = turn.state.pending
    assert pending is not None
    match event.stage, event.verdict:
        case "step", Verdict() as verdict:
            _step_checked(turn, pending, verdict)
        case "check", Verdict() as verdict:
            _checked(turn, pending, verdict, event.step)
        case "label", Verdict(misconception=str()) as verdict:
            _known_error(turn, pending, verdict)
        case "label", verdict:
            _unlabelled(turn, pending, verdict, event.step)
        case _, None:
            unjudged(turn, phrases.CHECK_CRASHED)


def unjudged(turn: Turn, message: str) -> None:
    """Give the pending answer back: nothing is charged, and it may be sent again."""
    pending = turn.state.pending
    assert pending is not None
    _ungraded(turn, pending, message)


def _step_checked(turn: Turn, pending: Pending, verdict: Verdict) -> None:
    block = answering.step_block(turn)
    if verdict.verdict == "correct":
        guidance.step_right(turn, pending, verdict)
    elif _names_another_option(block, verdict) and not pending.explicit:
        # A letter names an option of the step that is open, not of the question behind it.
        guidance.step_missed(turn, pending, verdict)
    else:
        main = turn.asking().block
        turn.want(RunCheck(pending.attempt, "check", main, pending.text, verdict))


def _names_another_option(block: AnswerBlock, verdict: Verdict) -> bool:
    return isinstance(block.answer, Choice) and verdict.verdict == "incorrect"


def _checked(turn: Turn, pending: Pending, verdict: Verdict, step: Verdict | None) -> None:
    match verdict.verdict:
        case "correct":
            _correct(turn, pending, verdict)
        case "ungraded" if step is None or pending.explicit or verdict.readable:
            _ungraded(turn, pending, verdict.message, turn.asking().block)
        case "ungraded":
            _step_not_reached(turn, pending, step)
        case "incorrect" | "partial":
            block = turn.asking().block
            turn.want(RunCheck(pending.attempt, "label", block, pending.text, step))


def _unlabelled(
    turn: Turn, pending: Pending, verdict: Verdict | None, step: Verdict | None
) -> None:
    if pending.kind == "answer":
        _unknown_error(turn, pending, verdict or Verdict("incorrect"))
    elif step is not None:
        _step_not_reached(turn, pending, step)
    else:
        guidance.reasoning_missed(turn, pending)


def _step_not_reached(turn: Turn, pending: Pending, step: Verdict | None) -> None:
    assert step is not None
    if step.verdict == "ungraded":
        _ungraded(turn, pending, step.message, answering.step_block(turn))
    else:
        guidance.step_missed(turn, pending, step)


def _correct(turn: Turn, pending: Pending, verdict: Verdict) -> None:
    asking = turn.asking()
    charged = turn.at.closed is None
    if charged:
        _learn(turn, asking.block, right=True, skills=turn.question.skills)
    turn.note(f.Judged(pending.attempt, "correct", charged=charged), f.Solved())
    turn.move("judged_correct")
    words = [verdict.message.strip(), asking.variant.right.strip()]
    if isinstance(asking.block.answer, Choice) and words[1]:
        # An option's own reason and the question's say the same thing about a right choice.
        words = words[1:]
    text = "\n\n".join(word for word in words if word) or phrases.RIGHT
    turn.say("feedback", text, verdict="correct")
    turn.show_progress()


def _known_error(turn: Turn, pending: Pending, verdict: Verdict) -> None:
    label = verdict.misconception
    assert label is not None
    known = _misconception(turn, label)
    again = label in turn.at.misconceptions
    key, text = remediation.for_known_error(verdict, known, turn.at.said)
    charged = _charge(turn, pending, label, known.skills if known else ())
    turn.note(f.Said(key))
    turn.move("judged_known_error")
    turn.say("remediation", text, verdict="incorrect", misconception=label)
    turn.show_progress()
    if turn.at.closed:
        guidance.after_closing(turn, "retry", newly=charged)
    elif again:
        guidance.enter(turn)
    else:
        turn.move("retry")


def _unknown_error(turn: Turn, pending: Pending, verdict: Verdict) -> None:
    key, text = remediation.for_unknown_error(verdict, turn.at.said)
    charged = _charge(turn, pending, None, turn.question.skills)
    turn.note(f.Said(key))
    turn.move("judged_unknown_error")
    turn.say("remediation", text, verdict="incorrect")
    turn.show_progress()
    if turn.at.closed:
        guidance.after_closing(turn, "guide", newly=charged)
    else:
        guidance.enter(turn)


def _ungraded(turn: Turn, pending: Pending, message: str, block: AnswerBlock | None = None) -> None:
    turn.note(f.Judged(pending.attempt, "ungraded"))
    text = message.strip() or phrases.CHECK_CRASHED
    shown = example(block.answer, block.number_format) if block is not None else ""
    if shown and shown not in text and turn.at.ungraded_in_a_row >= 2:
        text = f"{text}\n\n{phrases.WRITE_IT_LIKE.format(example=shown)}"
    turn.say("feedback", text, verdict="ungraded")
    turn.move("ungraded")


def _charge(
    turn: Turn, pending: Pending, misconception: str | None, skills: tuple[str, ...]
) -> bool:
    """Note a wrong answer; it costs an attempt unless the question is closed already."""
    charged = turn.at.closed is None
    if charged:
        _learn(turn, turn.asking().block, right=False, skills=skills or turn.question.skills)
    turn.note(f.Judged(pending.attempt, "incorrect", charged=charged, misconception=misconception))
    if charged and turn.at.attempts >= turn.course.policy.max_attempts:
        turn.note(f.Closed("attempts"))
    return charged


def _learn(turn: Turn, block: AnswerBlock, *, right: bool, skills: tuple[str, ...]) -> None:
    """The first charged attempt at an asking is evidence; later ones are not."""
    at, policy = turn.at, turn.course.mastery
    if at.judged:
        return
    seen = mastery.outcome(right=right, hints=at.hints, steps=at.steps_done, stuck=at.stuck)
    for skill in skills:
        known = turn.state.mastery(skill) or mastery.start(policy, skill)
        guess = mastery.guess(policy, block.answer)
        turn.note(f.Evidence(at.id, mastery.observe(policy, known, seen, guess)))


def _misconception(turn: Turn, id: str) -> Misconception | None:
    for known in turn.course.misconceptions:
        if known.id == id:
            return known
    return None
