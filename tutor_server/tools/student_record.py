"""The tool `student_record`: what is known of the learner before a lesson begins."""

from __future__ import annotations

from collections.abc import Sequence

from tutor_server.session.ports import Sessions, SkillMastery


async def student_record(sessions: Sessions, user: str, syllabus: str) -> Sequence[SkillMastery]:
    """The learner's standing in the course's skills."""
    return await sessions.masteries(user, syllabus)
