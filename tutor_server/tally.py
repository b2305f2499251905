"""What the server counts while it works: plain numbers, a step each, read when somebody asks.

The ports a session acts through are wrapped, so that neither the sessions nor the adapters know
that they are counted. Names and texts of people are never counted by.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from tutor_server.exposition import Histogram
from tutor_server.session.ports import Batch, Executor, Journal, Running, ToolResult
from tutor_shared.errors import IdConflict, IdRepeated, StaleEpoch, StoreError

#: How a turn ended at the journal; `unknown` was given up by its session before an answer came.
_TURN_OUTCOMES: Final = ("stored", "repeated", "conflict", "stale", "unavailable", "unknown")
_BY_ERROR: Final[dict[type[StoreError], str]] = {
    IdRepeated: "repeated",
    IdConflict: "conflict",
    StaleEpoch: "stale",
}
_TOOL_OUTCOMES: Final = ("done", "timeout", "crash", "refused")
#: Turns in one transaction, up to the largest group the journal takes.
_SIZES: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
#: From a fast disk's sync to the time at which a session gives its commit up.
_SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0)


class Tally:
    """Counters from the start of the server on."""

    def __init__(self) -> None:
        self.turns = dict.fromkeys(_TURN_OUTCOMES, 0)
        self.tools = dict.fromkeys(_TOOL_OUTCOMES, 0)
        self.groups = Histogram(_SIZES)
        self.commits = Histogram(_SECONDS)
        self.restarts = 0

    def journal(self, inner: Journal) -> Journal:
        """The journal, its turns counted."""
        return _CountedJournal(inner, self.turns)

    def executor(self, inner: Executor) -> Executor:
        """The executor, its results counted. What is cancelled has none."""
        return _CountedExecutor(inner, self.tools)

    def committed(self, batches: int, seconds: float) -> None:
        """The journal ended a transaction: the batches in it, and how long it took."""
        self.groups.observe(batches)
        self.commits.observe(seconds)

    def restarted(self, *_: object) -> None:
        """A session runs again after a crash."""
        self.restarts += 1


class _CountedJournal:
    """Implements the port `Journal`."""

    def __init__(self, inner: Journal, turns: dict[str, int]) -> None:
        self._inner = inner
        self._turns = turns

    async def append(self, batch: Batch) -> int:
        """Commit the batch and return the seq of its first row."""
        outcome = "unknown"
        try:
            first = await self._inner.append(batch)
            outcome = "stored"
        except StoreError as error:
            outcome = _BY_ERROR.get(type(error), "unavailable")
            raise
        finally:
            self._turns[outcome] += 1
        return first


class _CountedExecutor:
    """Implements the port `Executor`."""

    def __init__(self, inner: Executor, tools: dict[str, int]) -> None:
        self._inner = inner
        self._tools = tools

    def run(
        self,
        call: Callable[[], Awaitable[Any]],
        *,
        limit_s: float,
        done: Callable[[ToolResult], None],
    ) -> Running:
        """Start the call and return at once."""
        return self._inner.run(call, limit_s=limit_s, done=partial(self._told, done))

    def _told(self, done: Callable[[ToolResult], None], result: ToolResult) -> None:
        self._tools[result.outcome] += 1
        done(result)
