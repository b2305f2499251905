"""What a question knows about its answers: the block `judge` reads.

An `AnswerBlock` holds the right answer, what else is accepted, what cannot be graded, and the
known errors, in the order in which they are tried. Values stay as the author wrote them; each
answer type's own module reads them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

Form = Literal[
    "integer", "decimal", "proper", "improper", "mixed", "percent", "pi", "log", "scientific"
]


class NumberFormat(msgspec.Struct, frozen=True):
    """How the course writes numbers."""

    decimal: str = "."
    group: str = ","


class Tolerance(msgspec.Struct, frozen=True):
    """How far off is still right: absolute, or relative to the right value."""

    kind: Literal["abs", "rel"]
    size: Fraction


class ChoiceOption(msgspec.Struct, frozen=True):
    """One option as the author wrote it. `why` explains it once it was chosen."""

    text: str
    right: bool
    why: str | None = None
    misconception: str | None = None
    pin_last: bool = False


class Choice(msgspec.Struct, frozen=True, tag="choice"):
    """Pick one option, or with `multiple` all that are right."""

    options: tuple[ChoiceOption, ...]
    multiple: bool = False
    shuffle: bool = False


class Number(msgspec.Struct, frozen=True, tag="number"):
    """A number. `forms` empty means any form; `strict` refuses what is right but in another form."""

    value: str
    forms: tuple[Form, ...] = ()
    strict: bool = False
    tolerance: Tolerance | None = None
    decimal_places: int | None = None
    significant_figures: int | None = None


class Text(msgspec.Struct, frozen=True, tag="text"):
    """Words. `case` and `accents` say whether they matter; `distance` is how many slips pass."""

    accept: tuple[str, ...]
    case: bool = False
    accents: bool = False
    distance: int = 0


class Output(msgspec.Struct, frozen=True, tag="output"):
    """What a program prints: case and quotes matter, trailing blanks do not."""

    value: str


Answer = Choice | Number | Text | Output


class Accept(msgspec.Struct, frozen=True):
    """Also right, with a word about it."""

    match: Answer
    note: str | None = None


class Ungraded(msgspec.Struct, frozen=True):
    """Recognised, and neither right nor wrong: says how to write it."""

    match: Answer
    message: str | None = None


class KnownError(msgspec.Struct, frozen=True):
    """A well-known mistake, by its result."""

    match: Answer
    misconception: str
    feedback: str | None = None
    hint: str | None = None


class AnswerBlock(msgspec.Struct, frozen=True):
    """All a question, or a scaffold step, knows about its answers."""

    answer: Answer
    accept: tuple[Accept, ...] = ()
    ungraded: tuple[Ungraded, ...] = ()
    known_errors: tuple[KnownError, ...] = ()
    number_format: NumberFormat = NumberFormat()
