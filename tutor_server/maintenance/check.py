"""Checking a whole database: the engine's own view first, then every learner's course.

Beside a running server each course is read as of one moment, so what is written meanwhile is never
taken for a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tutor_server.maintenance.examine import examine
from tutor_server.maintenance.finding import Finding, Inspection
from tutor_server.store.database import Database
from tutor_server.store.folds import StoredFolds
from tutor_server.store.integrity import faults

_THE_DATABASE: Final = "the database"


async def check(database: Database, tell: Callable[[Finding], None]) -> Inspection:
    """Look at everything; `tell` hears each finding as it is made.

    A file that is damaged below the rows is not read any further: its rows would prove nothing.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    seen = Inspection()

    def found(finding: Finding) -> None:
        seen.add(finding)
        tell(finding)

    for fault in await faults(database):
        found(Finding("damage", _THE_DATABASE, fault))
    if seen.sound:
        await _courses(StoredFolds(database), seen, found)
    return seen


async def _courses(folds: StoredFolds, seen: Inspection, found: Callable[[Finding], None]) -> None:
    for key in await folds.keys():
        history = await folds.read(key)
        seen.read(len(history.runs), sum(len(run.events) for run in history.runs))
        for finding in examine(history):
            found(finding)
