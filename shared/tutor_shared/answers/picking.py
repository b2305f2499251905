"""Which options a text names: by key or by full text, one or several.

The whole text is tried as one option first, so that an option may hold commas; then its pieces,
parted by lines, by semicolons and commas, or, where all of them are keys, by blanks.
"""

from __future__ import annotations

import string
import unicodedata
from functools import lru_cache
from typing import Final

import msgspec

from tutor_shared.answers.block import Choice, ChoiceOption
from tutor_shared.answers.glyphs import TYPEWRITER
from tutor_shared.answers.tree import MAX_SCALAR
from tutor_shared.answers.words import bare

_MARKUP: Final = str.maketrans(dict.fromkeys("*`$\\", ""))
_MAX_PIECES: Final = 60
#: No option is longer, not even with its key before it.
_MAX_NAME: Final = MAX_SCALAR + 100


class Picked(msgspec.Struct, frozen=True):
    """The options named, each once; or None and the first piece that names none.

    `key_like` is whether that piece looks like a key: one letter or digit.
    """

    options: tuple[ChoiceOption, ...] | None
    unknown: str = ""
    key_like: bool = False


def pick(choice: Choice, text: str) -> Picked:
    """The options of the choice that the text names."""
    names = _names(choice.options)
    core = bare(text)
    for whole in (text, core):
        if (option := _find(names, whole)) is not None:
            return Picked((option,))
    unknown = core or text
    for pieces in _splits(core):
        found = [_find(names, piece) for piece in pieces]
        if None not in found:
            return Picked(tuple(dict.fromkeys(o for o in found if o is not None)))
        unknown = next(p for p, o in zip(pieces, found, strict=True) if o is None)
    return Picked(None, unknown, key_like=len(unknown) == 1 and unknown.isalnum())


def _splits(text: str) -> list[list[str]]:
    """The ways to part the text, the most likely last (its pieces are named in the reply)."""
    ways = [
        text.replace(",", " ").replace("&", " ").split(),
        text.splitlines(),
        text.replace("\n", ",").replace(";", ",").replace(" and ", ",").split(","),
    ]
    cleaned = [[piece.strip() for piece in way if piece.strip()] for way in ways]
    return [way for way in cleaned if 1 <= len(way) <= _MAX_PIECES]


class _Names(msgspec.Struct, frozen=True):
    """Options by exact text, by loose text, and by key; a loose text of two options is neither's."""

    exact: dict[str, ChoiceOption]
    loose: dict[str, ChoiceOption | None]
    keys: dict[str, ChoiceOption]


@lru_cache(maxsize=1_024)
def _names(options: tuple[ChoiceOption, ...]) -> _Names:
    loose: dict[str, ChoiceOption | None] = {}
    for option in options:
        name = _loose(option.text)
        loose[name] = None if name in loose else option
    keys = dict(zip(string.ascii_lowercase, options, strict=False))
    return _Names({_exact(option.text): option for option in options}, loose, keys)


def _find(names: _Names, text: str) -> ChoiceOption | None:
    if len(text) > _MAX_NAME:
        return None
    exact = _exact(text)
    loose = _loose(text)
    found = names.exact.get(exact) or names.loose.get(loose) if loose else names.exact.get(exact)
    return found or _by_key(names, exact)


def _by_key(names: _Names, text: str) -> ChoiceOption | None:
    """By `b`, `b)`, `(b)`, `b.`, `option b`, or `b) the whole line as it was shown`."""
    text = text.removeprefix("option ").strip().removeprefix("(")
    option = names.keys.get(text[:1])
    if option is None:
        return None
    rest = text[1:].lstrip(").: ")
    if not rest:
        return option
    is_line = text[1:2] in (")", ".", ":") and _loose(rest) == _loose(option.text)
    return option if is_line else None


def _exact(text: str) -> str:
    folded = unicodedata.normalize("NFC", text.translate(TYPEWRITER)).casefold()
    return " ".join(folded.split())


def _loose(text: str) -> str:
    """Without Markdown's marks and closing punctuation, which nobody types."""
    return " ".join(_exact(text).translate(_MARKUP).split()).rstrip(".!?;")
