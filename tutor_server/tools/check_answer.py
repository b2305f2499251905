"""The tool `check_answer`: is it right, accepted, or not to be graded?"""

from __future__ import annotations

from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.judge import check
from tutor_shared.answers.verdict import Verdict


async def check_answer(block: AnswerBlock, text: str) -> Verdict:
    """Judge without labelling; the judge is pure and bounded, so it runs in place."""
    return check(block, text)
