"""The handle a question carries, through which it is answered once."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

R = TypeVar("R")


class Failure:
    """An error on its way to the caller.

    It travels as a result: an exception set on a future nobody awaits any more would be complained
    about by asyncio.
    """

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


class Reply(Generic[R]):
    """One answer for one caller. What comes second, or after the caller went, is dropped."""

    __slots__ = ("_future",)

    def __init__(self, future: asyncio.Future[R | Failure]) -> None:
        self._future = future

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits for it."""
        return not self._future.done()

    def send(self, value: R) -> None:
        """Answer with a value."""
        self._settle(value)

    def fail(self, error: Exception) -> None:
        """Answer with an error, which is raised where the question was asked."""
        self._settle(Failure(error))

    def _settle(self, outcome: R | Failure) -> None:
        if not self._future.done():
            self._future.set_result(outcome)
