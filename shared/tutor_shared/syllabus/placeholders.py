"""Placeholders: ``<<a>>`` and ``<<a + b>>`` in any text of a question with variants.

A name alone gives the row's value as the author wrote it (``0.50`` stays ``0.50``, a word stays a
word); anything else is computed exactly and printed as an integer or p/q in lowest terms. The signs
stand tight: ``1 << 2 >> 1`` in a course on programming is no placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from tutor_shared.errors import TutorError
from tutor_shared.syllabus.arithmetic import ExpressionError, compute, number, show
from tutor_shared.syllabus.node import Path, Plain

_PLACEHOLDER: Final = re.compile(r"<<(?! )([^<>\n]{1,200})(?<! )>>")


class PlaceholderError(TutorError):
    """A placeholder that cannot be filled in: `path` from the filled tree's root, and a sentence."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        self.message = message
        super().__init__(path, message)


class Row:
    """One row of a table of variants: each name with its text, and its number where it has one."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = dict(values)
        read = ((name, number(text)) for name, text in values.items())
        self.numbers: dict[str, Fraction] = {
            name: value for name, value in read if value is not None
        }

    def __str__(self) -> str:
        return ", ".join(f"{name} = {text}" for name, text in self.values.items())

    def fill(self, text: str) -> str:
        """The text with every placeholder replaced.

        Raises:
            ExpressionError: a placeholder cannot be computed.
        """
        return _PLACEHOLDER.sub(self._value, text) if "<<" in text else text

    def _value(self, found: re.Match[str]) -> str:
        expression = found[1]
        if expression in self.values:
            return self.values[expression]
        return show(compute(expression, self.numbers))


def has_placeholder(text: str) -> bool:
    """Whether the text has a place to fill in."""
    return "<<" in text and _PLACEHOLDER.search(text) is not None


def fill(tree: Plain, row: Row, path: Path = ()) -> Plain:
    """The tree with the placeholders of every text in it filled in.

    Raises:
        PlaceholderError: one of them cannot be.
    """
    match tree:
        case str():
            try:
                return row.fill(tree)
            except ExpressionError as error:
                raise PlaceholderError(path, str(error)) from None
        case list():
            return [fill(item, row, (*path, index)) for index, item in enumerate(tree)]
        case _:
            return {key: fill(value, row, (*path, key)) for key, value in tree.items()}
