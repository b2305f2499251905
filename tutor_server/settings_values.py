"""How one setting's value is read, from a flag, a variable or the file. Pure.

A reader takes what was written and gives the value, or raises ValueError with what it must be.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

LogLevel = Literal["debug", "info", "warning", "error"]

_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off", ""})
_HIGHEST_PORT: Final = 65_535


def read_text(raw: Any) -> str:
    """Any text but the empty one."""
    if not isinstance(raw, str) or not raw:
        raise ValueError("a text")
    return raw


def read_path(raw: Any) -> Path:
    """A path, `~` and all."""
    if isinstance(raw, Path):
        return raw.expanduser()
    if not isinstance(raw, str) or not raw:
        raise ValueError("a path")
    return Path(raw).expanduser()


def read_port(raw: Any) -> int:
    """A port; 0 takes a free one."""
    port = _whole(raw)
    if port is None or not 0 <= port <= _HIGHEST_PORT:
        raise ValueError(f"a port from 0 to {_HIGHEST_PORT}")
    return port


def read_count(raw: Any) -> int:
    """A whole number from 1 on."""
    count = _whole(raw)
    if count is None or count < 1:
        raise ValueError("a whole number from 1 on")
    return count


def read_seconds(raw: Any) -> float:
    """A length of time above nothing and up to a day."""
    try:
        seconds = float(raw) if not isinstance(raw, bool) else 0.0
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise ValueError("a number of seconds above 0")
    return seconds


def read_flag(raw: Any) -> bool:
    """Yes or no."""
    if isinstance(raw, bool):
        return raw
    word = raw.lower() if isinstance(raw, str) else ""
    if not isinstance(raw, str) or word not in _TRUE | _FALSE:
        raise ValueError("true or false")
    return word in _TRUE


def read_list(raw: Any) -> tuple[str, ...]:
    """Texts: a list, or one text with commas between."""
    items = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise ValueError("a list of texts")
    return tuple(item.strip() for item in items if item.strip())


def read_word(words: tuple[str, ...]) -> Callable[[Any], str]:
    """One of these words."""

    def read(raw: Any) -> str:
        word = raw.lower() if isinstance(raw, str) else ""
        if word not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return word

    return read


def _whole(raw: Any) -> int | None:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        return None
    try:
        return int(raw)
    except ValueError:
        return None
