"""What a program prints: case, quotes and inner blanks matter; blanks at the ends of lines do not.

Right but for those is not graded, with a sentence that says what to mind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tutor_shared.answers.block import AnswerBlock, NumberFormat, Output
from tutor_shared.answers.glyphs import APOSTROPHES, DOUBLE_QUOTES
from tutor_shared.answers.kind import (
    CORRECT,
    INCORRECT,
    Judged,
    no_label,
    no_options,
    unarranged,
    ungraded,
)
from tutor_shared.answers.tree import check_keys, scalar

KEYS: Final[frozenset[str]] = frozenset()
_QUOTES: Final = str.maketrans(dict.fromkeys("'\"`" + APOSTROPHES + DOUBLE_QUOTES, ""))
_PROMPTS: Final = (">>>", "$", "Out:")
_VERBS: Final = ("it prints", "prints", "the output is", "output", "it is", "it's", "is it")
_CORRECT: Final = Judged(CORRECT)
_INCORRECT: Final = Judged(INCORRECT)

label = no_label
options = no_options
arranged = unarranged


def read(value: object, options: Mapping[str, object]) -> Output:
    """The printed lines, as one text."""
    check_keys(options, KEYS, "An output")
    return Output(_lines(scalar(value, "An output")))


def read_match(value: object, options: Mapping[str, object], own: Output) -> Output:  # noqa: ARG001  the protocol's arguments
    """Other printed lines, compared the same way."""
    return read(value, options)


def judge(answer: Output, text: str, block: AnswerBlock) -> Judged:  # noqa: ARG001  the protocol's arguments
    """The same lines, or ungraded where only the way of writing them differs."""
    right = _lines(answer.value)
    typed = _lines(text)
    if typed == right:
        return _CORRECT
    for loosen, message in _LOOSENED:
        if loosen(typed) == loosen(right):
            return ungraded(message)
    return _INCORRECT


def matches(match: Output, text: str, block: AnswerBlock) -> bool:  # noqa: ARG001  the protocol's arguments
    """Whether the lines are exactly the match's."""
    return _lines(text) == _lines(match.value)


def example(answer: Output, number_format: NumberFormat) -> str:  # noqa: ARG001  the protocol's arguments
    """How output is written."""
    return "every line exactly as the program prints it, like Hello, world!"


def show(answer: Output, number_format: NumberFormat) -> str:  # noqa: ARG001  the protocol's arguments
    """The output as a block of code."""
    fence = "```"
    while fence in answer.value:
        fence += "`"
    return f"{fence}text\n{_lines(answer.value)}\n{fence}"


def _lines(text: str) -> str:
    """The text without blanks at line ends and empty lines around it."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip("\n")


def _unprompted(text: str) -> str:
    """Without prompts, fences, and "it prints"."""
    lines = [_unmarked(line) for line in text.split("\n") if not line.startswith("```")]
    return _lines("\n".join(lines))


def _unmarked(line: str) -> str:
    for mark in _PROMPTS:
        line = line.removeprefix(mark)
    core = line.strip()
    for verb in _VERBS:
        if core.casefold().startswith(f"{verb} ") or core.casefold().startswith(f"{verb}:"):
            return core[len(verb) :].strip(" :.?")
    return core


def _unquoted(text: str) -> str:
    return text.translate(_QUOTES).strip()


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _loose(text: str) -> str:
    return _unspaced(_unquoted(_unprompted(text))).casefold()


_LOOSENED: Final[tuple[tuple[Callable[[str], str], str], ...]] = (
    (str.casefold, "Nearly: mind upper and lower case; they are part of the output."),
    (_unprompted, "Write only what the program prints, without anything around it."),
    (_unquoted, "Nearly: mind the quotes; write exactly what is printed, no more and no less."),
    (_unspaced, "Nearly: mind the blanks and line breaks; they are part of the output."),
    (_loose, "Nearly: write exactly what is printed, with its case, quotes and blanks."),
)
