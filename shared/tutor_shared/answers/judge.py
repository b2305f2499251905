"""The door: what a block says about a text.

The right answer is tried first, then the block's lists `accept`, `ungraded` and `known_errors`, in
order; the first match wins. What the checker only inferred (a slip forgiven, a form refused)
yields to the author's lists.
"""

from __future__ import annotations

from typing import Final

import msgspec

from tutor_shared.answers.block import Answer, AnswerBlock
from tutor_shared.answers.kind import INCORRECT, Judged
from tutor_shared.answers.types import example, type_of
from tutor_shared.answers.verdict import Verdict

#: As much as one frame may say (`max_text`), with room for what the command line reads.
MAX_TEXT: Final = 20_000


def judge(block: AnswerBlock, text: str) -> Verdict:
    """Check, and label what is wrong. Pure, bounded, and total: it never raises."""
    verdict = check(block, text)
    if verdict.verdict != "incorrect":
        return verdict
    return label(block, text) or verdict


def check(block: AnswerBlock, text: str) -> Verdict:
    """Right, accepted, ungraded, else incorrect without a label."""
    if len(text) > MAX_TEXT or not text.strip():
        return _empty(block, text)
    judged = type_of(block.answer).judge(block.answer, text, block)
    if judged.sure and judged.verdict.verdict == "correct":
        return judged.verdict
    return _listed(block, text) or _unlisted(block, text, judged)


def label(block: AnswerBlock, text: str) -> Verdict | None:
    """The known error a wrong answer shows: one of the block's, or the option's own."""
    if len(text) > MAX_TEXT:
        return None
    for known in block.known_errors:
        if _matches(known.match, text, block):
            return Verdict(
                "incorrect",
                known.feedback or "",
                misconception=known.misconception,
                source="known_error",
                hint=known.hint,
            )
    return type_of(block.answer).label(block.answer, text, block)


def _empty(block: AnswerBlock, text: str) -> Verdict:
    like = example(block.answer, block.number_format)
    why = "That is too long" if text.strip() else "There is no answer yet"
    return Verdict("ungraded", f"{why}; write it like this: {like}.", readable=False)


def _listed(block: AnswerBlock, text: str) -> Verdict | None:
    """What the author accepts besides, or leaves ungraded."""
    for accept in block.accept:
        if _matches(accept.match, text, block):
            return Verdict("correct", accept.note or "", source="accept")
    for ungraded in block.ungraded:
        if _matches(ungraded.match, text, block):
            like = example(block.answer, block.number_format)
            message = ungraded.message or f"Write it like this: {like}."
            return Verdict("ungraded", message, source="ungraded")
    return None


def _unlisted(block: AnswerBlock, text: str, judged: Judged) -> Verdict:
    """The checker's own verdict, unless it is unsure and a known error fits exactly."""
    if judged.verdict.verdict == "incorrect" or label(block, text) is None:
        return judged.verdict
    return msgspec.structs.replace(INCORRECT, source="answer")


def _matches(match: Answer, text: str, block: AnswerBlock) -> bool:
    return type_of(match).matches(match, text, block)
