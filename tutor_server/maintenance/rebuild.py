"""Making every derived value anew from the events, a few courses a transaction.

Killed in between it leaves each course either as it was or made anew, never half; run again it
comes to the same. Who calls holds the database's lease, so that no session lives meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tutor_server.maintenance.examine import examine
from tutor_server.maintenance.finding import Finding, Inspection
from tutor_server.maintenance.refold import refold
from tutor_server.store.course_history import CourseFold, CourseHistory
from tutor_server.store.database import Database
from tutor_server.store.folds import StoredFolds

#: Courses in one transaction: enough to pay for its sync, few enough to hold in memory.
_TOGETHER: Final = 32


async def rebuild(database: Database, tell: Callable[[Finding], None]) -> Inspection:
    """Replace all that is derived; `tell` hears what drifted, and what was damaged and so was left.

    Raises:
        StoreUnavailable: the database does not answer; what is done stays done.
    """
    seen = Inspection()
    findings: list[Finding] = []

    def fold(history: CourseHistory) -> CourseFold | None:
        seen.read(len(history.runs), sum(len(run.events) for run in history.runs))
        findings.extend(examine(history))
        return refold(history)

    folds = StoredFolds(database)
    await folds.forget_cards()
    keys = await folds.keys()
    for start in range(0, len(keys), _TOGETHER):
        await folds.replace(keys[start : start + _TOGETHER], fold)
        for finding in findings:
            seen.add(finding)
            tell(finding)
        findings.clear()
    return seen
