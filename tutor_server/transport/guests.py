"""Who is connected, and how often: the cap on one user's connections."""

from __future__ import annotations

from collections import Counter

from tutor_server.transport.presence import Presence


class Guests:
    """Welcomed connections, counted by user."""

    def __init__(self, max_per_user: int, presence: Presence | None = None) -> None:
        self._max_per_user = max_per_user
        self._presence = presence
        self._count: Counter[str] = Counter()

    def enter(self, user: str) -> bool:
        """Let a user in once more; False when they are in as often as they may be."""
        if self._count[user] >= self._max_per_user:
            return False
        self._count[user] += 1
        if self._presence is not None:
            self._presence.arrived()
        return True

    def leave(self, user: str, *, clean: bool) -> None:
        """One connection of the user ended; `clean` when the client closed it."""
        self._count[user] -= 1
        if self._count[user] <= 0:
            del self._count[user]
        if self._presence is not None:
            self._presence.departed(clean=clean)
