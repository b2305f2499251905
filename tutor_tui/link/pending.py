"""Lesson frames that have no reply yet, in the order they were pushed.

A frame stays here from the moment it is pushed until its one reply came. What was on its way when
a connection broke may have counted or not; the same id sent again settles that without harm.
Pure; time is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tutor_shared.wire.frames import LessonFrame

#: More than anyone types while a train is in a tunnel; a bound, so that memory has one.
MOST_PENDING: Final = 100
#: The journal's own limit for a commit; an ack that takes longer is in doubt.
REPLY_LIMIT_S: Final = 10.0
#: A server sets a frame aside that crashed its session three times; this is for one that does not.
MOST_RESENDS: Final = 5


@dataclass(slots=True)
class _Entry:
    frame: LessonFrame
    sent_at: float | None = None
    doubtful: bool = False
    resends: int = 0


class Pending:
    """A bounded table, by frame id."""

    __slots__ = ("_entries", "_limit_s")

    def __init__(self, reply_limit_s: float = REPLY_LIMIT_S) -> None:
        self._entries: dict[str, _Entry] = {}
        self._limit_s = reply_limit_s

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, frame: LessonFrame) -> bool:
        """Keep a new frame; False when there are too many."""
        if len(self._entries) >= MOST_PENDING:
            return False
        self._entries[frame.id] = _Entry(frame)
        return True

    def send(self, now: float) -> list[LessonFrame]:
        """The frames not on their way, which from now on are."""
        waiting = [entry for entry in self._entries.values() if entry.sent_at is None]
        for entry in waiting:
            entry.sent_at = now
        return [entry.frame for entry in waiting]

    def settle(self, frame_id: str) -> bool:
        """The reply came; False for a frame that is not kept here."""
        return self._entries.pop(frame_id, None) is not None

    def again(self, frame_id: str) -> bool:
        """Mark one frame to be sent again; False when it was too often, or is unknown."""
        entry = self._entries.get(frame_id)
        if entry is None or entry.resends >= MOST_RESENDS:
            return False
        entry.resends += 1
        entry.sent_at = None
        return True

    def unsend(self) -> None:
        """The session's place was lost: everything is to be sent again."""
        for entry in self._entries.values():
            entry.sent_at = None

    def overdue(self, now: float) -> tuple[bool, list[str]]:
        """Whether any reply is late, and the ids that are in doubt for the first time."""
        late = [e for e in self._entries.values() if self._due(e) <= now]
        fresh = [entry.frame.id for entry in late if not entry.doubtful]
        for entry in late:
            entry.doubtful = True
        return bool(late), fresh

    def due(self) -> float:
        """When the next reply is late; infinity when none is awaited."""
        return min(map(self._due, self._entries.values()), default=float("inf"))

    def drop(self) -> tuple[str, ...]:
        """Forget them all; the ids that were kept."""
        ids = tuple(self._entries)
        self._entries.clear()
        return ids

    def _due(self, entry: _Entry) -> float:
        return float("inf") if entry.sent_at is None else entry.sent_at + self._limit_s
