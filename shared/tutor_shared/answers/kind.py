"""What an answer type is: the functions its module offers, and what they return.

A type is a module (`number.py`, `text.py`, …) that fits `AnswerType`; `types.py` holds the table.
All of its functions are pure, bounded in the length of what was typed, and never raise on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol, TypeVar

import msgspec

from tutor_shared.answers.block import Answer, AnswerBlock, NumberFormat
from tutor_shared.answers.verdict import Verdict

A = TypeVar("A", bound=Answer)

CORRECT: Final = Verdict("correct")
INCORRECT: Final = Verdict("incorrect")


class Judged(msgspec.Struct, frozen=True):
    """A verdict on the right answer alone.

    `sure` is False where the checker inferred it (a slip forgiven, a form refused, the other
    decimal mark tried): then the author's own lists are heard first.
    """

    verdict: Verdict
    sure: bool = True


class AnswerType(Protocol[A]):
    """One type of answer. The block tells the number format and the known errors beside it."""

    @property
    def KEYS(self) -> frozenset[str]:  # noqa: N802  a constant of the module
        """The keys an author may write beside the value."""

    def read(self, value: object, options: Mapping[str, object]) -> A:
        """From the course's tree. Raises AnswerError with a sentence for the author."""

    def read_match(self, value: object, options: Mapping[str, object], own: A) -> A:
        """The same for a `match` in a question whose right answer is `own`."""

    def judge(self, answer: A, text: str, block: AnswerBlock) -> Judged:
        """What was typed, held against the right answer."""

    def matches(self, match: A, text: str, block: AnswerBlock) -> bool:
        """Whether what was typed is what one of the block's lists names."""

    def label(self, answer: A, text: str, block: AnswerBlock) -> Verdict | None:
        """A known error that the answer itself tells, as a choice's wrong options do."""

    def example(self, answer: A, number_format: NumberFormat) -> str:
        """How to write an answer, by an example that is not the right one."""

    def show(self, answer: A, number_format: NumberFormat) -> str:
        """The right answer in Markdown."""

    def options(self, answer: A) -> tuple[tuple[str, str], ...]:
        """What there is to choose from: keys and Markdown texts, in the order shown."""

    def arranged(self, answer: A, seed: int | str) -> A:
        """The answer with its options in the order a learner is shown."""


def no_label(answer: Answer, text: str, block: AnswerBlock) -> Verdict | None:  # noqa: ARG001  the protocol's arguments
    """For types whose answer tells no known error."""
    return None


def no_options(answer: Answer) -> tuple[tuple[str, str], ...]:  # noqa: ARG001  the protocol's argument
    """For types without options."""
    return ()


def unarranged(answer: A, seed: int | str) -> A:  # noqa: ARG001  the protocol's arguments
    """For types without options."""
    return answer


def ungraded(message: str, *, readable: bool = True) -> Judged:
    """Not graded, for a reason the checker found by itself."""
    return Judged(Verdict("ungraded", message, readable=readable), sure=False)
