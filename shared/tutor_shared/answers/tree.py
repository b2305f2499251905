"""Reading the plain tree of a course: mappings, lists, and scalars that are still text.

A scalar is text as the author wrote it; numbers and booleans are met too, where a tree came from
JSON. Every failure is an AnswerError in a teacher's words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from tutor_shared.errors import AnswerError

MAX_SCALAR = 4_000
MAX_ITEMS = 100

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def scalar(value: object, what: str) -> str:
    """The text of a scalar, not empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise AnswerError(f"{what} is a single value; write it as one line of text.")
    text = str(value)
    if not text.strip():
        raise AnswerError(f"{what} is empty; write a value.")
    if len(text) > MAX_SCALAR:
        raise AnswerError(f"{what} is over {MAX_SCALAR} characters; make it shorter.")
    return text


def scalars(value: object, what: str) -> tuple[str, ...]:
    """One scalar, or a list of them."""
    if not isinstance(value, list | tuple):
        return (scalar(value, what),)
    if not 1 <= len(value) <= MAX_ITEMS:
        raise AnswerError(f"{what} is a list of 1 to {MAX_ITEMS} values; it has {len(value)}.")
    return tuple(scalar(item, what) for item in value)


def flag(options: Mapping[str, object], key: str) -> bool:
    """`true` or `false`; false where the key is not there."""
    value = options.get(key, False)
    found = value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())
    if found is None:
        raise AnswerError(f"`{key}` is true or false, not '{value}'.")
    return found


def count(options: Mapping[str, object], key: str, *, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`; None where the key is not there."""
    if key not in options:
        return None
    text = scalar(options[key], f"`{key}`").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and low <= int(text) <= high):
        raise AnswerError(f"`{key}` is a whole number from {low} to {high}, not '{text}'.")
    return int(text)


def check_keys(given: Collection[object], known: Collection[str], what: str) -> None:
    """Refuse the first key that is not known, with the nearest one that is."""
    for key in given:
        if key not in known:
            near = get_close_matches(str(key), sorted(known), 1)
            hint = (
                f"did you mean `{near[0]}`?"
                if near
                else f"it may have: {', '.join(sorted(known))}."
            )
            raise AnswerError(f"{what} has no key `{key}`; {hint}")
