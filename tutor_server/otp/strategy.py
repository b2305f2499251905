"""Which children start again when one of a row has died."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

T = TypeVar("T")

Strategy = Literal["one_for_one", "one_for_all", "rest_for_one"]


def affected(strategy: Strategy, row: Sequence[T], dead: T) -> Sequence[T]:
    """The part of the row that starts again, in its order; `dead`, a member, is part of it.

    one_for_all: all, because they share a state that is lost. rest_for_one: the dead and those to
    its right, because each stands on those before it.
    """
    if strategy == "one_for_all":
        return row
    first = row.index(dead)
    return row[first:] if strategy == "rest_for_one" else row[first : first + 1]
