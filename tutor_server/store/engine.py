"""What `Database` asks of an engine, and what an engine's error means for the transaction."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

#: Seconds a statement waits for another process's lock. A session waits 10 s for its commit.
LOCK_TIMEOUT_S = 5.0


class Fault(Enum):
    """What is known of a transaction that raised."""

    REFUSED = auto()
    """Not stored, and would not be next time: the statement or its data is at fault."""

    PASSING = auto()
    """Not stored, but may be later: locked, full, overloaded."""

    UNKNOWN = auto()
    """Stored or not: the connection went before the answer came."""

    FATAL = auto()
    """Nothing can be known any more: a failed fsync, a damaged or replaced file."""


class Engine(Protocol):
    """One kind of database. Work is a synchronous function over a Connection, written once."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in one transaction; returning means a commit that survives a power cut."""

    def lock_schema(self, connection: Connection) -> None:
        """Keep other processes from upgrading until the write transaction ends."""

    def judge(self, error: Exception) -> Fault:
        """What an exception out of `write` means."""

    async def close(self) -> None:
        """Give up connections and lease. No read or write is under way."""
