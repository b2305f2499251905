"""One transaction over the batches of many sessions: two SELECTs, then bulk writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from tutor_server.session.ports import Batch
from tutor_server.store.bulk import Bulk
from tutor_server.store.numbering import KnownIds, Outcome, Plan, Standing, number
from tutor_server.store.tables import session_events, session_histories, skill_masteries
from tutor_server.store.upsert import upsert

_h: Final = session_histories.c
_e: Final = session_events.c

# Locked in one order, so that two processes after the same sessions never wait in a circle.
_STANDINGS: Final = (
    select(_h.session, _h.user, _h.syllabus, _h.epoch, _h.last_seq)
    .where(_h.session.in_(bindparam("sessions", expanding=True)))
    .order_by(_h.session)
    .with_for_update(key_share=True)
)
_KNOWN_IDS: Final = select(_e.session, _e.client_id, _e.seq, _e.body_hash).where(
    _e.client_id.in_(bindparam("ids", expanding=True))
)
_INSERT_EVENTS: Final = Bulk(insert(session_events))
_UPDATE_HISTORIES: Final = Bulk(
    update(session_histories)
    .where(_h.session == bindparam("of_session"))
    .values(
        state=bindparam("new_state"),
        last_seq=bindparam("new_last_seq"),
        ended=func.coalesce(_h.ended, bindparam("new_ended", type_=_h.ended.type)),
        summary=func.coalesce(bindparam("new_summary", type_=_h.summary.type), _h.summary),
        snapshot=func.coalesce(bindparam("new_snapshot", type_=_h.snapshot.type), _h.snapshot),
    )
)


class Group:
    """Batches that are committed together; what was decided over them is kept for `settle`."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self._batches = batches
        self._plan = Plan()
        self._epochs: dict[str, int] = {}

    def store(self, connection: Connection) -> list[Outcome]:
        """Write what can be taken. An outcome a batch, in order; they hold once committed."""
        sessions = {batch.session for batch in self._batches}
        standings = _standings(connection, sessions)
        self._epochs = {session: standing.epoch for session, standing in standings.items()}
        self._plan = plan = number(self._batches, standings, _known_ids(connection, self._batches))
        _INSERT_EVENTS.execute(connection, plan.events)
        _UPDATE_HISTORIES.execute(connection, plan.histories.values())
        upsert(connection, skill_masteries, plan.masteries)
        return plan.outcomes

    def settle(self, connection: Connection) -> list[Outcome] | None:
        """After a broken connection: the outcomes if the transaction was surely committed.

        One transaction is all or nothing, so any session that got rows answers for the group,
        unless another process has taken it since. The rows' locks make this wait for a commit that
        is still under way.
        """
        got_rows = {event["session"] for event in self._plan.events}
        for session, found in _standings(connection, got_rows).items():
            wanted = self._plan.histories[session]["new_last_seq"]
            if found.epoch == self._epochs[session]:
                return self._plan.outcomes if found.last_seq >= wanted else None
        return None


def _standings(connection: Connection, sessions: set[str]) -> dict[str, Standing]:
    found = connection.execute(_STANDINGS, {"sessions": list(sessions)})
    return {session: Standing(*rest) for session, *rest in found.all()}


def _known_ids(connection: Connection, batches: Sequence[Batch]) -> KnownIds:
    ids = {row.client_id for batch in batches for row in batch.rows if row.client_id is not None}
    if not ids:
        return {}
    found = connection.execute(_KNOWN_IDS, {"ids": list(ids)})
    # Equal ids of other sessions come along and are never asked for: the key holds the session.
    return {(row.session, row.client_id): (row.seq, row.body_hash) for row in found.all()}
