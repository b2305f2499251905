"""All tools behind the one port a session knows."""

from __future__ import annotations

from collections.abc import Sequence

from tutor_server.session.ports import Sessions, SkillMastery
from tutor_server.tools.check_answer import check_answer
from tutor_server.tools.costly import Costly
from tutor_server.tools.label_common_errors import label_common_errors
from tutor_server.tools.student_record import student_record
from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.verdict import Verdict


class Toolbox:
    """Implements the port `Tools`. Without `costly` every answer is judged in place."""

    def __init__(self, sessions: Sessions, costly: Costly | None = None) -> None:
        self._sessions = sessions
        self._costly = costly

    async def check_answer(self, block: AnswerBlock, text: str) -> Verdict:
        """Judge without labelling: right, accepted, ungraded, else incorrect."""
        if self._costly is not None and self._costly.takes(block):
            return await self._costly.check(block, text)
        return await check_answer(block, text)

    async def label_common_errors(self, block: AnswerBlock, text: str) -> Verdict | None:
        """The known error this wrong answer shows, or None."""
        if self._costly is not None and self._costly.takes(block):
            return await self._costly.label(block, text)
        return await label_common_errors(block, text)

    async def student_record(self, user: str, syllabus: str) -> Sequence[SkillMastery]:
        """What is known of the learner before the lesson starts."""
        return await student_record(self._sessions, user, syllabus)
