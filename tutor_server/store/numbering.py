"""Which batches of a group are taken, and what numbers their rows get. Pure.

A refused batch leaves the others alone. Two batches of one session in one group see each other:
the second goes on counting where the first stopped, and finds its ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tutor_server.session.ports import Batch, NewRow
from tutor_shared.errors import IdConflict, IdRepeated, StaleEpoch, StoreError

#: The seq of a batch's first row, or why none of it is stored.
Outcome = int | StoreError
#: (session, client id) to the seq and body hash of its row.
KnownIds = Mapping[tuple[str, str], tuple[int, bytes | None]]


class Standing(msgspec.Struct, frozen=True):
    """A session's history as the transaction finds it."""

    user: str
    syllabus: str
    epoch: int
    last_seq: int


class Plan(msgspec.Struct):
    """What a transaction stores. Rows are mappings by column name, ready for the driver.

    `histories` holds one entry a session, by session id.
    """

    outcomes: list[Outcome] = []
    events: list[dict[str, Any]] = []
    histories: dict[str, dict[str, Any]] = {}
    masteries: list[dict[str, Any]] = []


def number(batches: Sequence[Batch], standings: Mapping[str, Standing], known: KnownIds) -> Plan:
    """Decide over a group, in its order."""
    plan = Plan()
    last = {session: standing.last_seq for session, standing in standings.items()}
    ids = dict(known)
    for batch in batches:
        standing = standings.get(batch.session)
        refusal = _refusal(batch, standing, ids)
        if refusal is not None or standing is None:
            plan.outcomes.append(refusal or _stale())
            continue
        first = last[batch.session] + 1
        last[batch.session] += len(batch.rows)
        plan.outcomes.append(first)
        _add_events(plan, batch, first, ids)
        _add_history(plan, batch, last[batch.session])
        _add_masteries(plan, batch, standing)
    return plan


def _refusal(batch: Batch, standing: Standing | None, ids: KnownIds) -> StoreError | None:
    if standing is None or standing.epoch != batch.epoch:
        return _stale()
    own: dict[str, bytes | None] = {}
    for row in batch.rows:
        if row.client_id is None:
            continue
        found = ids.get((batch.session, row.client_id))
        if found is not None:
            seq, body_hash = found
            return IdRepeated(seq) if body_hash == row.body_hash else _conflict()
        if row.client_id in own:
            return _conflict()
        own[row.client_id] = row.body_hash
    return None


def _stale() -> StaleEpoch:
    return StaleEpoch("Another process owns this session now; stop this one.")


def _conflict() -> IdConflict:
    return IdConflict("This id was used before with another body; send it under a new id.")


def _add_events(
    plan: Plan, batch: Batch, first: int, ids: dict[tuple[str, str], tuple[int, bytes | None]]
) -> None:
    for seq, row in enumerate(batch.rows, first):
        if row.client_id is not None:
            ids[batch.session, row.client_id] = (seq, row.body_hash)
        plan.events.append(_event(batch, seq, row))


def _event(batch: Batch, seq: int, row: NewRow) -> dict[str, Any]:
    return {
        "session": batch.session,
        "seq": seq,
        "client_id": row.client_id,
        "body_hash": row.body_hash,
        "kind": row.kind,
        "payload": row.body,
        "private": row.private,
        "at": batch.at,
    }


def _add_history(plan: Plan, batch: Batch, last_seq: int) -> None:
    before = plan.histories.get(batch.session, {})
    plan.histories[batch.session] = {
        "of_session": batch.session,
        "new_state": batch.state,
        "new_last_seq": last_seq,
        "new_ended": before.get("new_ended") or (batch.at if batch.ended else None),
        "new_summary": before.get("new_summary") if batch.summary is None else batch.summary,
        "new_snapshot": before.get("new_snapshot") if batch.snapshot is None else batch.snapshot,
    }


def _add_masteries(plan: Plan, batch: Batch, standing: Standing) -> None:
    for skill in batch.masteries:
        plan.masteries.append(
            {
                "user": standing.user,
                "syllabus": standing.syllabus,
                **msgspec.structs.asdict(skill),
            }
        )
