"""Whether anybody is there: a private server ends with its last client.

At once when the last client left cleanly; after a while when it vanished, because it may come
back; and after a longer while when none ever came.
"""

from __future__ import annotations

import asyncio
from typing import Final

FIRST_CLIENT_S: Final = 15.0
VANISHED_S: Final = 5.0


class Presence:
    """Counts clients. Time is the running loop's."""

    def __init__(self) -> None:
        self._here = 0
        self._patience_s = FIRST_CLIENT_S
        self._changed = asyncio.Event()

    def arrived(self) -> None:
        """A client was welcomed."""
        self._here += 1
        self._changed.set()

    def departed(self, *, clean: bool) -> None:
        """A client is gone; `clean` when it said so."""
        self._here -= 1
        self._patience_s = 0.0 if clean else VANISHED_S
        self._changed.set()

    async def gone(self) -> None:
        """Return when nobody is there and nobody is expected. Counted from the call on."""
        while self._here > 0 or self._patience_s > 0:
            self._changed.clear()
            try:
                async with asyncio.timeout(None if self._here else self._patience_s):
                    await self._changed.wait()
            except TimeoutError:
                return
