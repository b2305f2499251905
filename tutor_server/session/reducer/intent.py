"""What a learner means by what they say, where they did not say so.

The checker goes first: text it reads as right, accepted, ungraded for its form, or a known error is
an answer, also with a question mark. Then "I don't know"; then a question's form; what is left is an
answer to an open question, and reasoning in guidance. Where no question is open, all that is left
is a question about the course.
"""

from __future__ import annotations

from typing import Literal

from tutor_server.pedagogy.pages import Prose, pages
from tutor_server.session.reducer import answering
from tutor_server.session.reducer.turn import Turn
from tutor_shared.answers.block import AnswerBlock, Choice
from tutor_shared.answers.classify import is_stuck, looks_like_question
from tutor_shared.answers.judge import judge
from tutor_shared.wire import frames

#: `remark` answers what a worked example left to the learner, which nobody checks.
Reading = Literal["answer", "reasoning", "stuck", "question", "explain", "example", "remark"]


def read(turn: Turn, frame: frames.Say) -> Reading:
    """The reading of a `say`."""
    if frame.intent != "auto":
        return frame.intent
    if turn.state.state not in {"awaiting_answer", "guiding_student"}:
        return _about_the_page(turn, frame.text)
    guided = turn.state.state == "guiding_student"
    stuck, question = is_stuck(frame.text), looks_like_question(frame.text)
    if (guided or stuck or question) and _reads_as_answer(turn, frame.text):
        return "answer"
    if stuck:
        return "stuck"
    if question:
        return "question"
    return "reasoning" if guided else "answer"


def _about_the_page(turn: Turn, text: str) -> Reading:
    if is_stuck(text):
        return "explain"
    state = turn.state
    shown = pages(turn.topic)[state.page] if state.page >= 0 and state.at is None else None
    left_to_learner = isinstance(shown, Prose) and shown.asks
    return "remark" if left_to_learner and not looks_like_question(text) else "question"


def _reads_as_answer(turn: Turn, text: str) -> bool:
    blocks = [turn.asking().block]
    if turn.at.step:
        blocks.insert(0, answering.step_block(turn))
    if turn.state.state == "awaiting_answer" and _names_an_option(blocks[0], text):
        return True
    return any(_reads(block, text) for block in blocks)


def _names_an_option(block: AnswerBlock, text: str) -> bool:
    return isinstance(block.answer, Choice) and judge(block, text).verdict != "ungraded"


def _reads(block: AnswerBlock, text: str) -> bool:
    verdict = judge(block, text)
    if verdict.verdict == "ungraded":
        return verdict.readable
    return verdict.verdict != "incorrect" or verdict.misconception is not None
