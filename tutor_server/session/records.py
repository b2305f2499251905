"""Where to find learners' records: reads the histories and has them folded."""

from __future__ import annotations

from tutor_server.session.ports import Courses, Sessions
from tutor_server.session.record import fold_record
from tutor_shared.errors import SyllabusError, WireError
from tutor_shared.wire.frames import CourseRecord, CourseStatus


class Records:
    """Answers the frame `record`."""

    def __init__(self, sessions: Sessions, courses: Courses) -> None:
        self._sessions = sessions
        self._courses = courses

    async def read(self, user: str, syllabus: str | None) -> list[CourseRecord]:
        """The learner's record in one course, or in every course begun.

        Raises:
            WireError: `unknown_syllabus`.
        """
        standings = {s.syllabus: s.status for s in await self._sessions.standings(user)}
        if syllabus is None:
            wanted = list(standings)
        elif syllabus in standings or syllabus in self._courses.ids():
            wanted = [syllabus]
        else:
            raise WireError("unknown_syllabus", f"There is no course {syllabus} here.")
        records = [await self._one(user, id, standings.get(id, "new")) for id in wanted]
        return [record for record in records if record is not None]

    async def _one(self, user: str, syllabus: str, status: CourseStatus) -> CourseRecord | None:
        try:
            course, _ = self._courses.get(syllabus)
        except (KeyError, SyllabusError):
            # A course that was taken away or broken since: its record waits for its return.
            return None
        history = await self._sessions.history(user, syllabus)
        return fold_record(course, status, history)
