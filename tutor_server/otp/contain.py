"""Calls into code that may not bring the caller down: monitors, listeners, reporters, hooks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)


def contain(callback: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """The callback's result, or None when it raised, which is logged with its traceback."""
    try:
        return callback(*args, **kwargs)
    except Exception:  # noqa: BLE001 - foreign code may raise anything
        _log.exception("a callback of the runtime raised; what called it goes on")
        return None
