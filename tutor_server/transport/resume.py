"""From where a session's events are sent to a terminal that joins. Pure."""

from __future__ import annotations

from typing import NamedTuple

from tutor_shared.wire.frames import Join


class Resume(NamedTuple):
    """`after` is the last seq the terminal has; `resumed` says its position was honoured."""

    after: int
    resumed: bool


def resume(join: Join, session: str, seq: int) -> Resume:
    """Whether the terminal's `last_seq` counts for this session, which stands at `seq`.

    It counts when the terminal names this session or none, and does not claim to have more than
    there is. A session begun by this very join has no position to honour.
    """
    if join.restart or seq == 0 or join.session not in (None, session):
        return Resume(0, resumed=False)
    if not 0 <= join.last_seq <= seq:
        return Resume(0, resumed=False)
    return Resume(join.last_seq, resumed=True)
