"""The Sessions port over a database: taking a session into possession, and reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from tutor_server.session.ports import (
    CourseDocument,
    CourseStanding,
    Opened,
    SkillMastery,
    StoredRow,
)
from tutor_server.store.database import Database
from tutor_server.store.tables import (
    session_events,
    session_histories,
    skill_masteries,
    syllabuses,
    users,
)
from tutor_server.store.upsert import insert_missing
from tutor_shared.ids import new_id

_h: Final = session_histories.c
_e: Final = session_events.c
_m: Final = skill_masteries.c

# Locks the learner, so that two openings of the same course wait for each other; "key share",
# because the journal's rows refer to the learner and must not wait.
_LEARNER: Final = (
    select(users.c.name).where(users.c.name == bindparam("user")).with_for_update(key_share=True)
)
_PRESENT: Final = (
    select(session_histories, syllabuses.c.document)
    .join(syllabuses, _h.content_hash == syllabuses.c.content_hash)
    .where(_h.user == bindparam("user"), _h.syllabus == bindparam("syllabus"))
    .order_by(_h.run.desc())
    .limit(1)
    .with_for_update(of=session_histories, key_share=True)
)
_TAKE: Final = (
    update(session_histories)
    .where(_h.session == bindparam("of_session"))
    .values(epoch=_h.epoch + 1, owner=bindparam("new_owner"))
)
_END: Final = (
    update(session_histories)
    .where(_h.session == bindparam("of_session"))
    .values(
        epoch=_h.epoch + 1,
        ended=func.coalesce(_h.ended, bindparam("at", type_=_h.ended.type)),
    )
)
_BEGIN: Final = insert(session_histories)

_ROWS: Final = (
    select(_e.seq, _e.kind, _e.payload, _e.private, _e.client_id, _e.body_hash)
    .where(_e.session == bindparam("session"), _e.seq > bindparam("after"))
    .order_by(_e.seq)
)
_ROWS_UPTO: Final = _ROWS.where(_e.seq <= bindparam("upto"))
_FIND: Final = select(_e.seq, _e.body_hash).where(
    _e.session == bindparam("session"), _e.client_id == bindparam("client_id")
)
_RUNS: Final = (
    select(_h.syllabus, _h.ended).where(_h.user == bindparam("user")).order_by(_h.syllabus, _h.run)
)
_MASTERED: Final = (
    select(_m.syllabus, func.count())
    .where(_m.user == bindparam("user"), _m.mastered)
    .group_by(_m.syllabus)
)
_MASTERIES: Final = select(_m.skill, _m.mastery, _m.mastered, _m.right, _m.first_attempts).where(
    _m.user == bindparam("user"), _m.syllabus == bindparam("syllabus")
)
_HISTORY: Final = (
    select(_e.private)
    .join(session_histories, _e.session == _h.session)
    .where(_h.user == bindparam("user"), _h.syllabus == bindparam("syllabus"))
    .order_by(_h.run, _e.seq)
)
_DOCUMENT: Final = select(syllabuses.c.document).where(
    syllabuses.c.content_hash == bindparam("content_hash")
)


class _Opening(NamedTuple):
    user: str
    course: CourseDocument
    restart: bool
    owner: str
    at: datetime


class StoredSessions:
    """Session histories and their events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(
        self, user: str, course: CourseDocument, *, restart: bool, owner: str, at: datetime
    ) -> Opened:
        """Take the present session of (user, course), making user and session where missing."""
        opening = _Opening(user, course, restart, owner, at)
        return await self._database.write(partial(_open, opening=opening))

    async def rows(
        self, session: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[StoredRow]:
        """The rows with after < seq ≤ upto, in order."""
        return await self._database.read(partial(_rows, session=session, after=after, upto=upto))

    async def find(self, session: str, client_id: str) -> tuple[int, bytes] | None:
        """The seq and body hash of the row that carries this client id, if any."""
        return await self._database.read(partial(_find, session=session, client_id=client_id))

    async def standings(self, user: str) -> Sequence[CourseStanding]:
        """The courses this learner has begun, by id."""
        return await self._database.read(partial(_standings, user=user))

    async def masteries(self, user: str, syllabus: str) -> Sequence[SkillMastery]:
        """What is known of the learner's skills in a course, by skill."""
        return await self._database.read(partial(_masteries, user=user, syllabus=syllabus))

    async def history(self, user: str, syllabus: str) -> Sequence[bytes]:
        """The `private` column of every row of the learner in the course, oldest first."""
        return await self._database.read(partial(_history, user=user, syllabus=syllabus))

    async def document(self, content_hash: str) -> bytes | None:
        """A course's document by its hash."""
        return await self._database.read(partial(_document, content_hash=content_hash))


def _open(connection: Connection, *, opening: _Opening) -> Opened:
    user, course, restart, owner, at = opening
    insert_missing(connection, users, {"name": user, "created": at})
    connection.execute(_LEARNER, {"user": user})
    present = connection.execute(
        _PRESENT, {"user": user, "syllabus": course.syllabus}
    ).one_or_none()
    if present is not None and not restart:
        connection.execute(_TAKE, {"of_session": present.session, "new_owner": owner})
        return _opened(present)
    if present is not None:
        connection.execute(_END, {"of_session": present.session, "at": at})
    return _begin(connection, opening, run=1 if present is None else present.run + 1)


def _begin(connection: Connection, opening: _Opening, *, run: int) -> Opened:
    course = opening.course
    insert_missing(
        connection,
        syllabuses,
        {
            "content_hash": course.content_hash,
            "id": course.syllabus,
            "version": course.version,
            "document": course.document,
        },
    )
    new = Opened(
        session=new_id(),
        user=opening.user,
        syllabus=course.syllabus,
        content_hash=course.content_hash,
        document=course.document,
        epoch=1,
        last_seq=0,
        state="initializing",
        ended=False,
    )
    connection.execute(
        _BEGIN,
        {
            "session": new.session,
            "user": new.user,
            "syllabus": new.syllabus,
            "run": run,
            "content_hash": new.content_hash,
            "epoch": new.epoch,
            "owner": opening.owner,
            "state": new.state,
            "last_seq": new.last_seq,
            "started": opening.at,
        },
    )
    return new


def _opened(row: Row[Any]) -> Opened:
    return Opened(
        session=row.session,
        user=row.user,
        syllabus=row.syllabus,
        content_hash=row.content_hash,
        document=row.document,
        epoch=row.epoch + 1,
        last_seq=row.last_seq,
        state=row.state,
        ended=row.ended is not None,
        snapshot=row.snapshot,
    )


def _rows(connection: Connection, *, session: str, after: int, upto: int | None) -> list[StoredRow]:
    wanted = {"session": session, "after": after}
    if upto is None:
        found = connection.execute(_ROWS, wanted)
    else:
        found = connection.execute(_ROWS_UPTO, {**wanted, "upto": upto})
    return [StoredRow(*row) for row in found.all()]


def _find(connection: Connection, *, session: str, client_id: str) -> tuple[int, bytes] | None:
    found = connection.execute(_FIND, {"session": session, "client_id": client_id}).one_or_none()
    return None if found is None else (found.seq, found.body_hash or b"")


def _standings(connection: Connection, *, user: str) -> list[CourseStanding]:
    mastered = {row[0]: row[1] for row in connection.execute(_MASTERED, {"user": user})}
    # In order of runs, so that the present one is what remains.
    present = {row.syllabus: row.ended for row in connection.execute(_RUNS, {"user": user})}
    return [
        CourseStanding(
            syllabus=name,
            status="active" if ended is None else "complete",
            mastered=mastered.get(name, 0),
        )
        for name, ended in sorted(present.items())
    ]


def _masteries(connection: Connection, *, user: str, syllabus: str) -> list[SkillMastery]:
    found = connection.execute(_MASTERIES, {"user": user, "syllabus": syllabus})
    return sorted((SkillMastery(*row) for row in found.all()), key=lambda skill: skill.skill)


def _history(connection: Connection, *, user: str, syllabus: str) -> list[bytes]:
    return list(connection.scalars(_HISTORY, {"user": user, "syllabus": syllabus}).all())


def _document(connection: Connection, *, content_hash: str) -> bytes | None:
    document: bytes | None = connection.scalar(_DOCUMENT, {"content_hash": content_hash})
    return document
