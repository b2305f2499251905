"""The storage ports without a disk, for tests and for measuring what durability costs.

One `MemoryStore` stands for one database; the three ports are views of it. Numbering is the
journal's own, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from tutor_server.session.ports import (
    Batch,
    CourseDocument,
    CourseStanding,
    Opened,
    SkillMastery,
    StoredRow,
)
from tutor_server.store.credentials import may_be_token, new_token, token_hash, user_name
from tutor_server.store.numbering import Plan, Standing, number
from tutor_shared.errors import UsageError
from tutor_shared.ids import new_id
from tutor_shared.wire.frames import StateName


class _History(msgspec.Struct):
    session: str
    user: str
    course: CourseDocument
    epoch: int = 1
    state: StateName = "initializing"
    ended: bool = False
    snapshot: bytes | None = None
    rows: list[StoredRow] = []


class MemoryStore:
    """What a database would hold."""

    def __init__(self) -> None:
        self.users: Final[dict[str, set[str]]] = {}
        self.documents: Final[dict[str, bytes]] = {}
        self.histories: Final[dict[str, _History]] = {}
        self.runs: Final[dict[tuple[str, str], list[_History]]] = {}
        self.ids: Final[dict[tuple[str, str], tuple[int, bytes | None]]] = {}
        self.masteries: Final[dict[tuple[str, str], dict[str, SkillMastery]]] = {}


class MemoryJournal:
    """The Journal port."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def append(self, batch: Batch) -> int:
        """Keep the batch and return the seq of its first row."""
        plan = number([batch], self._standings(batch.session), self._known(batch))
        outcome = plan.outcomes[0]
        if not isinstance(outcome, int):
            raise outcome
        self._keep(plan, self._store.histories[batch.session])
        return outcome

    def _standings(self, session: str) -> dict[str, Standing]:
        history = self._store.histories.get(session)
        if history is None:
            return {}
        user, syllabus = history.user, history.course.syllabus
        return {session: Standing(user, syllabus, history.epoch, len(history.rows))}

    def _known(self, batch: Batch) -> dict[tuple[str, str], tuple[int, bytes | None]]:
        keys = ((batch.session, row.client_id) for row in batch.rows if row.client_id)
        return {key: self._store.ids[key] for key in keys if key in self._store.ids}

    def _keep(self, plan: Plan, history: _History) -> None:
        for event in plan.events:
            row = StoredRow(
                event["seq"],
                event["kind"],
                event["payload"],
                event["private"],
                event["client_id"],
                event["body_hash"],
            )
            history.rows.append(row)
            if row.client_id is not None:
                self._store.ids[history.session, row.client_id] = (row.seq, row.body_hash)
        new = plan.histories[history.session]
        history.state = new["new_state"]
        history.ended = history.ended or new["new_ended"] is not None
        history.snapshot = history.snapshot if new["new_snapshot"] is None else new["new_snapshot"]
        skills = self._store.masteries.setdefault((history.user, history.course.syllabus), {})
        for values in plan.masteries:
            skill = msgspec.convert(values, SkillMastery)
            skills[skill.skill] = skill


class MemorySessions:
    """The Sessions port."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def open(
        self, user: str, course: CourseDocument, *, restart: bool, owner: str, at: datetime
    ) -> Opened:
        """Take the present session of (user, course), making user and session where missing."""
        del owner, at
        self._store.users.setdefault(user, set())
        runs = self._store.runs.setdefault((user, course.syllabus), [])
        if runs:
            runs[-1].epoch += 1
            runs[-1].ended = runs[-1].ended or restart
        if restart or not runs:
            self._store.documents.setdefault(course.content_hash, course.document)
            runs.append(_History(new_id(), user, course))
            self._store.histories[runs[-1].session] = runs[-1]
        return _opened(runs[-1])

    async def rows(
        self, session: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[StoredRow]:
        """The rows with after < seq ≤ upto, in order."""
        history = self._store.histories.get(session)
        rows = [] if history is None else history.rows
        return rows[max(after, 0) : len(rows) if upto is None else max(upto, 0)]

    async def find(self, session: str, client_id: str) -> tuple[int, bytes] | None:
        """The seq and body hash of the row that carries this client id, if any."""
        found = self._store.ids.get((session, client_id))
        return None if found is None else (found[0], found[1] or b"")

    async def standings(self, user: str) -> Sequence[CourseStanding]:
        """The courses this learner has begun, by id."""
        return [
            CourseStanding(
                syllabus=syllabus,
                status="complete" if runs[-1].ended else "active",
                mastered=sum(skill.mastered for skill in await self.masteries(user, syllabus)),
            )
            for (learner, syllabus), runs in sorted(self._store.runs.items())
            if learner == user
        ]

    async def masteries(self, user: str, syllabus: str) -> Sequence[SkillMastery]:
        """What is known of the learner's skills in a course, by skill."""
        skills = self._store.masteries.get((user, syllabus), {})
        return [skills[name] for name in sorted(skills)]

    async def history(self, user: str, syllabus: str) -> Sequence[bytes]:
        """The `private` column of every row of the learner in the course, oldest first."""
        runs = self._store.runs.get((user, syllabus), [])
        return [row.private for run in runs for row in run.rows]

    async def document(self, content_hash: str) -> bytes | None:
        """A course's document by its hash."""
        return self._store.documents.get(content_hash)


class MemoryUsers:
    """The Users port."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def add(self, name: str, *, at: datetime) -> str:
        """Make the user if new, and give them one more token, which is returned."""
        del at
        token = new_token()
        self._store.users.setdefault(user_name(name), set()).add(token_hash(token))
        return token

    async def names(self) -> Sequence[tuple[str, int]]:
        """Every user with the number of live tokens, by name."""
        return sorted((name, len(tokens)) for name, tokens in self._store.users.items())

    async def remove(self, name: str) -> bool:
        """End all tokens of the user; False if there is none of that name."""
        try:
            tokens = self._store.users.get(user_name(name))
        except UsageError:
            return False
        if tokens is not None:
            tokens.clear()
        return tokens is not None

    async def authenticate(self, token: str) -> str | None:
        """The user a token belongs to, or None."""
        if not may_be_token(token):
            return None
        hashed = token_hash(token)
        return next((name for name, tokens in self._store.users.items() if hashed in tokens), None)


def _opened(history: _History) -> Opened:
    return Opened(
        session=history.session,
        user=history.user,
        syllabus=history.course.syllabus,
        content_hash=history.course.content_hash,
        document=history.course.document,
        epoch=history.epoch,
        last_seq=len(history.rows),
        state=history.state,
        ended=history.ended,
        snapshot=history.snapshot,
    )
