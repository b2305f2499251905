"""Reading histories beside what was derived from them, and replacing the derived part.

The fold itself is handed in: what a fact means is the session's knowledge, not the store's. A
learner's course is read as of one moment, in a transaction of its own, so that a look at a whole
database next to a running server never keeps one snapshot for long (it would stop checkpoints).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, union, update

from tutor_server.session.ports import SkillMastery
from tutor_server.store.course_history import (
    CourseFold,
    CourseHistory,
    CourseKey,
    RecordedEvent,
    Run,
    RunFold,
)
from tutor_server.store.database import Database
from tutor_server.store.tables import (
    review_cards,
    session_events,
    session_histories,
    skill_masteries,
)

#: What a history's derived part has to be; None leaves the stored one as it is.
Fold = Callable[[CourseHistory], CourseFold | None]

_h: Final = session_histories.c
_e: Final = session_events.c
_m: Final = skill_masteries.c

_KEYS: Final = union(
    select(_h.user, _h.syllabus),
    # Also what belongs to no session at all: it has to go.
    select(_m.user, _m.syllabus),
)
_RUNS: Final = (
    select(_h.session, _h.started, _h.state, _h.last_seq, _h.ended, _h.summary, _h.snapshot)
    .where(_h.user == bindparam("user"), _h.syllabus == bindparam("syllabus"))
    .order_by(_h.run)
)
_EVENTS: Final = (
    select(_e.seq, _e.client_id, _e.kind, _e.payload, _e.private, _e.at)
    .where(_e.session == bindparam("session"))
    .order_by(_e.seq)
)
_MASTERIES: Final = select(_m.skill, _m.mastery, _m.mastered, _m.right, _m.first_attempts).where(
    _m.user == bindparam("user"), _m.syllabus == bindparam("syllabus")
)
_FORGET_MASTERIES: Final = delete(skill_masteries).where(
    _m.user == bindparam("user"), _m.syllabus == bindparam("syllabus")
)
_FORGET_CARDS: Final = delete(review_cards)
_REPLACE_RUN: Final = (
    update(session_histories)
    .where(_h.session == bindparam("of_session"))
    .values({name: bindparam(f"new_{name}", type_=_h[name].type) for name in RunFold.__struct_fields__})
)  # fmt: skip
_BEGIN_AT_ONE_MOMENT: Final = {
    # The driver would not begin for reads, and each statement would see a moment of its own.
    "sqlite": "BEGIN",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}


class StoredFolds:
    """The derived part of a database, for who checks it or makes it anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keys(self) -> Sequence[CourseKey]:
        """Every (user, syllabus) something is stored of, in order."""
        return await self._database.read(_keys)

    async def read(self, key: CourseKey) -> CourseHistory:
        """One learner's course as of one moment; works beside a running server."""
        return await self._database.read(partial(_at_one_moment, key=key))

    async def replace(self, keys: Sequence[CourseKey], fold: Fold) -> None:
        """Put the fold of these histories in the place of what is derived, all or nothing.

        Nobody else may write: the caller holds the lease. `fold` runs in the database's thread.
        """
        await self._database.write(partial(_replace, keys=keys, fold=fold))

    async def forget_cards(self) -> None:
        """Remove every review card: no event says anything of them yet."""
        await self._database.write(_forget_cards)


def _keys(connection: Connection) -> list[CourseKey]:
    return sorted((user, syllabus) for user, syllabus in connection.execute(_KEYS))


def _at_one_moment(connection: Connection, *, key: CourseKey) -> CourseHistory:
    connection.exec_driver_sql(_BEGIN_AT_ONE_MOMENT[connection.dialect.name])
    return _read(connection, key)


def _read(connection: Connection, key: CourseKey) -> CourseHistory:
    wanted = _parameters(key)
    runs = connection.execute(_RUNS, wanted).all()
    masteries = connection.execute(_MASTERIES, wanted).all()
    return CourseHistory(
        *key,
        tuple(_run(connection, row) for row in runs),
        tuple(sorted((SkillMastery(*row) for row in masteries), key=lambda skill: skill.skill)),
    )


def _run(connection: Connection, row: Row[*tuple[Any, ...]]) -> Run:
    fold = RunFold(row.state, row.last_seq, row.ended, row.summary, row.snapshot)
    events = connection.execute(_EVENTS, {"session": row.session}).all()
    return Run(row.session, row.started, fold, tuple(RecordedEvent(*event) for event in events))


def _replace(connection: Connection, *, keys: Sequence[CourseKey], fold: Fold) -> None:
    for key in keys:
        history = _read(connection, key)
        derived = fold(history)
        if derived is not None:
            _store(connection, history, derived)


def _store(connection: Connection, history: CourseHistory, derived: CourseFold) -> None:
    wanted = _parameters((history.user, history.syllabus))
    for run, new in zip(history.runs, derived.runs, strict=True):
        values = {f"new_{name}": value for name, value in msgspec.structs.asdict(new).items()}
        connection.execute(_REPLACE_RUN, {"of_session": run.session, **values})
    connection.execute(_FORGET_MASTERIES, wanted)
    if derived.masteries:
        rows = [{**wanted, **msgspec.structs.asdict(skill)} for skill in derived.masteries]
        connection.execute(insert(skill_masteries), rows)


def _forget_cards(connection: Connection) -> None:
    connection.execute(_FORGET_CARDS)


def _parameters(key: CourseKey) -> dict[str, str]:
    return dict(zip(("user", "syllabus"), key, strict=True))
