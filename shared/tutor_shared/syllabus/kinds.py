"""What a value of a course can be: the vocabulary of the schema."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True):
    """Text. `prose` is Markdown for a learner, and belongs in block style."""

    prose: bool = False
    longest: int = 200


class Slug(msgspec.Struct, frozen=True):
    """An id that is given here: a-z, 0-9 and -; `of` says what it is the id of."""

    of: str


class Ref(msgspec.Struct, frozen=True):
    """An id that was given elsewhere."""

    to: str


class Whole(msgspec.Struct, frozen=True):
    """A whole number from `low` to `high`."""

    low: int
    high: int


class Share(msgspec.Struct, frozen=True):
    """A decimal number from 0 to 1."""


class OneOf(msgspec.Struct, frozen=True):
    """One of these words."""

    words: tuple[str, ...]


class Many(msgspec.Struct, frozen=True):
    """A list of one kind."""

    item: Kind
    at_least: int = 0
    at_most: int = 1_000


class Table(msgspec.Struct, frozen=True):
    """A mapping whose keys are free: words to explain, labels, names."""

    value: Kind
    at_most: int = 200


class Shape(msgspec.Struct, frozen=True):
    """A mapping with keys of its own. `required` ones may not be missing."""

    name: str
    keys: dict[str, Kind]
    required: tuple[str, ...] = ()


class Either(msgspec.Struct, frozen=True):
    """A mapping that is told by its first key, the name of the shape's deciding key."""

    name: str
    by_key: dict[str, Shape]


class Answer(msgspec.Struct, frozen=True):
    """An answer, read by `tutor_shared.answers`; a `match` may be a bare value."""

    match: bool = False


class Given(msgspec.Struct, frozen=True):
    """A value read elsewhere: a row of variants, an answer as a learner would type it."""

    longest: int = 2_000


Kind = Text | Slug | Ref | Whole | Share | OneOf | Many | Table | Shape | Either | Answer | Given
