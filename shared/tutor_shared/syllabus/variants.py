"""The variants of a question: a table of rows, or ranges of variables with a condition.

Ranges are expanded here and now, the same rows on every machine and in every run: the allowed
combinations are put in an order fixed by the question's id, and the first ones are taken.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction
from hashlib import blake2b
from typing import Final

from tutor_shared.errors import TutorError
from tutor_shared.syllabus.arithmetic import ExpressionError, holds
from tutor_shared.syllabus.node import Path, Plain
from tutor_shared.syllabus.placeholders import Row

MAX_VARIANTS: Final = 24
#: Combinations looked at before an author is asked for smaller ranges.
MAX_COMBINATIONS: Final = 5_000
#: Trying a condition costs about as much as filling in so many values.
_CONDITION_COST: Final = 3


class Budget:
    """How much a topic's variants may cost, counted in combinations tried and values filled in."""

    def __init__(self, left: int = 100_000) -> None:
        self._left = left

    def spend(self, amount: int) -> None:
        """Take from it.

        Raises:
            VariantError: there is not that much left.
        """
        self._left -= amount
        if self._left < 0:
            raise VariantError((), "This topic has too many variants in all. Split the topic.")


class VariantError(TutorError):
    """Variants that cannot be expanded: `path` from the question, and a sentence."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        self.message = message
        super().__init__(path, message)


def rows(question: dict[str, Plain], budget: Budget) -> tuple[Row, ...]:
    """The rows of a question, none where it has no variants.

    Raises:
        VariantError: they cannot be expanded.
    """
    if "variants" in question and "variables" in question:
        raise VariantError(("variables",), "Give either `variants` or `variables`, not both.")
    if "variants" in question:
        return _table(question["variants"])
    if "variables" in question:
        return _expanded(question, budget)
    if "where" in question:
        raise VariantError(("where",), "`where` needs `variables`. Add them, or remove it.")
    return ()


def _table(table: Plain) -> tuple[Row, ...]:
    if not isinstance(table, list) or not 1 <= len(table) <= MAX_VARIANTS:
        raise VariantError(
            ("variants",), f"`variants` is a list of 1 to {MAX_VARIANTS} rows like {{a: 1, b: 2}}."
        )
    read = [_row(entry, index) for index, entry in enumerate(table)]
    first = read[0]
    for index, row in enumerate(read):
        if row.values.keys() != first.values.keys():
            raise VariantError(("variants", index), _unlike(first, row))
    return tuple(read)


def _unlike(first: Row, row: Row) -> str:
    """How the names of a row differ from the first row's."""
    missing = [f"`{name}`" for name in first.values if name not in row.values]
    extra = [f"`{name}`" for name in row.values if name not in first.values]
    lacks = f"lacks {', '.join(missing)}" if missing else ""
    has = f"has {', '.join(extra)} beside them" if extra else ""
    names = ", ".join(f"`{name}`" for name in first.values)
    differs = " and ".join(filter(None, (lacks, has)))
    return f"The first row names {names}; this row {differs}. Give every row the same names."


def _row(entry: Plain, index: int) -> Row:
    if not isinstance(entry, dict) or not entry:
        raise VariantError(("variants", index), "A row is a mapping like {a: 1, b: 2}.")
    values: dict[str, str] = {}
    for name, value in entry.items():
        if not isinstance(value, str) or not _is_name(name):
            raise VariantError(
                ("variants", index, name),
                "A row gives each name (letters, digits, _) one number or word, like {a: 1}.",
            )
        values[name] = value
    return Row(values)


def _is_name(name: str) -> bool:
    return name.isascii() and name.isidentifier()


def _expanded(question: dict[str, Plain], budget: Budget) -> tuple[Row, ...]:
    ranges = _ranges(question["variables"])
    condition = question.get("where", "")
    cost = _CONDITION_COST if condition else 1
    budget.spend(cost * math.prod(map(len, ranges.values())))
    allowed = [row for row in _combinations(ranges) if _allowed(row, condition)]
    if not allowed:
        raise VariantError(("where",), "No numbers meet this condition. Loosen it.")
    seed = str(question.get("id", ""))
    allowed.sort(key=lambda row: blake2b(f"{seed}: {row}".encode(), digest_size=8).digest())
    return tuple(allowed[:MAX_VARIANTS])


def _ranges(variables: Plain) -> dict[str, range]:
    if not isinstance(variables, dict) or not variables:
        raise VariantError(("variables",), "`variables` is a mapping like {a: {int: [1, 9]}}.")
    ranges = {name: _range(name, variables[name]) for name in sorted(variables)}
    if math.prod(map(len, ranges.values())) > MAX_COMBINATIONS:
        raise VariantError(
            ("variables",),
            f"These ranges have over {MAX_COMBINATIONS} combinations. Make them smaller, or give a "
            "table: variants: [{a: 1, b: 2}].",
        )
    return ranges


def _range(name: str, variable: Plain) -> range:
    match variable:
        case {"int": [str(low), str(high)], **rest} if not rest and _is_name(name):
            if _is_whole(low) and _is_whole(high) and int(low) <= int(high):
                return range(int(low), int(high) + 1)
    raise VariantError(
        ("variables", name),
        "A variable is a range of whole numbers, like {int: [1, 9]}. For others give a table: "
        "variants: [{a: 1, b: 2}].",
    )


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 6


def _combinations(ranges: dict[str, range]) -> Iterator[Row]:
    for values in itertools.product(*ranges.values()):
        yield Row({name: str(value) for name, value in zip(ranges, values, strict=True)})


def _allowed(row: Row, condition: Plain) -> bool:
    if not condition:
        return True
    if not isinstance(condition, str):
        raise VariantError(("where",), "`where` is a condition like a != b.")
    numbers: dict[str, Fraction] = row.numbers
    try:
        return holds(condition, numbers)
    except ExpressionError as error:
        raise VariantError(("where",), str(error)) from None
