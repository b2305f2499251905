"""Reading a plain mapping's values tolerantly: what is missing or wrong is its default."""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.node import Plain

Fields = dict[str, Plain]

_MAX_DIGITS = 9
_MAX_SHARE = 20


def text(fields: Fields, key: str, default: str = "") -> str:
    """The text under a key."""
    value = fields.get(key)
    return value if isinstance(value, str) else default


def prose(fields: Fields, key: str) -> str:
    """Markdown under a key, without the line breaks that end a block scalar."""
    return text(fields, key).rstrip("\n")


def optional_prose(fields: Fields, key: str) -> str | None:
    """Markdown under a key, or None where there is none."""
    return prose(fields, key) or None


def mapping(fields: Fields, key: str) -> Fields:
    """The mapping under a key."""
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def items(fields: Fields, key: str) -> list[Plain]:
    """The list under a key."""
    value = fields.get(key)
    return value if isinstance(value, list) else []


def texts(fields: Fields, key: str) -> tuple[str, ...]:
    """The texts of the list under a key."""
    return tuple(item for item in items(fields, key) if isinstance(item, str))


def mappings(fields: Fields, key: str) -> Iterator[tuple[int, Fields]]:
    """The mappings of the list under a key, with their indexes."""
    for index, item in enumerate(items(fields, key)):
        if isinstance(item, dict):
            yield index, item


def whole(fields: Fields, key: str, default: int) -> int:
    """The whole number under a key."""
    number = as_whole(text(fields, key))
    return default if number is None else number


def share(fields: Fields, key: str, default: float) -> float:
    """The number from 0 to 1 under a key."""
    number = as_share(text(fields, key))
    return default if number is None else number


def as_whole(value: str) -> int | None:
    """A whole number written in digits, at most nine; None for anything else."""
    if value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS:
        return int(value)
    return None


def as_share(value: str) -> float | None:
    """A decimal number from 0 to 1; None for anything else."""
    digits = value.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(value) <= _MAX_SHARE):
        return None
    number = float(value)
    return number if number <= 1 else None
