"""Listeners that all hear everything once, in one order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from tutor_server.otp.contain import contain

E = TypeVar("E")


class Audience(Generic[E]):
    """Tells at once. What a listener causes to be told is told after all have heard the present."""

    __slots__ = ("_listeners", "_news", "_telling")

    def __init__(self) -> None:
        self._listeners: list[Callable[[E], object]] = []
        self._news: deque[E] = deque()
        self._telling = False

    def add(self, listener: Callable[[E], object]) -> None:
        """Have it called with all that is told from now on; what it raises is logged."""
        self._listeners.append(listener)

    def tell(self, event: E) -> None:
        """Tell every listener."""
        if not self._listeners:
            return
        self._news.append(event)
        if self._telling:
            return
        self._telling = True
        try:
            while self._news:
                self._tell_all(self._news.popleft())
        finally:
            self._telling = False

    def _tell_all(self, event: E) -> None:
        for listener in tuple(self._listeners):
            contain(listener, event)
