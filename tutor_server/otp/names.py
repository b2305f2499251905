"""Names that are equal only when their types are, as terms are in Erlang."""

from __future__ import annotations

from collections.abc import Hashable


def strict(name: Hashable) -> Hashable:
    """A dictionary key for a name: `1`, `1.0` and `True` become three; tuples go by their parts."""
    if isinstance(name, tuple):
        return (tuple, *(strict(part) for part in name))
    return (type(name), name)
