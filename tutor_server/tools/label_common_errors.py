"""The tool `label_common_errors`: which well-known mistake does a wrong answer show?"""

from __future__ import annotations

from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.judge import label
from tutor_shared.answers.verdict import Verdict


async def label_common_errors(block: AnswerBlock, text: str) -> Verdict | None:
    """The known error this answer shows, or None: a wrong label is worse than none."""
    return label(block, text)
