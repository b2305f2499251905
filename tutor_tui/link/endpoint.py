"""Where a server is, and who we are to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server's address and our token for it, which is never part of the URL."""

    url: str
    token: str | None = field(default=None, repr=False)


#: Asked before each attempt, so that a server that moved, or a new token, is found.
Locate = Callable[[], Awaitable[Endpoint]]
