"""The table of answer types, and the reading of answers by it.

A new type is its module, a struct in `block.py`, and a line in `TYPES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from tutor_shared.answers import choice, number, output, text
from tutor_shared.answers.block import Answer, AnswerBlock, NumberFormat
from tutor_shared.answers.kind import AnswerType, unarranged
from tutor_shared.answers.tree import check_keys
from tutor_shared.errors import AnswerError

#: By the tag of the answer's struct, which is the type's name in a course.
TYPES: Final[dict[str, AnswerType[Any]]] = {
    "choice": choice,
    "number": number,
    "text": text,
    "output": output,
}
#: The keys each type takes beside its value.
KEYS: Final[dict[str, frozenset[str]]] = {name: kind.KEYS for name, kind in TYPES.items()}

_LONG: Final = frozenset(("type", "value"))


def type_of(answer: Answer) -> AnswerType[Any]:
    """The module that knows this answer."""
    return TYPES[name_of(answer)]


def name_of(answer: Answer) -> str:
    """The answer's type as a course names it."""
    return str(answer.__struct_config__.tag)


def known_keys(tree: Mapping[object, object]) -> frozenset[str]:
    """The keys that a mapping of its type may have; every type's name where it shows none."""
    name = _name(tree)
    if name is None:
        return _LONG | TYPES.keys()
    return KEYS[name] | (_LONG if "type" in tree else {name})


def read_answer(tree: object) -> Answer:
    """An `answer:`, short `{number: 5/6, …}` or long `{type: number, value: 5/6, …}`.

    Raises:
        AnswerError: with a sentence for the author.
    """
    if not isinstance(tree, Mapping):
        raise AnswerError("An answer is a mapping; write it like {number: 5/6} or {text: mitosis}.")
    name, value, options = _parts(tree)
    answer: Answer = TYPES[name].read(value, options)
    return answer


def read_match(tree: object, own: Answer) -> Answer:
    """A `match:`; a bare value (or list, for choices) is of the question's own type.

    Raises:
        AnswerError: with a sentence for the author.
    """
    if not isinstance(tree, Mapping):
        match: Answer = type_of(own).read_match(tree, {}, own)
        return match
    name, value, options = _parts(tree)
    if name == name_of(own):
        match = TYPES[name].read_match(value, options, own)
    else:
        match = TYPES[name].read(value, options)
    return match


def example(answer: Answer, number_format: NumberFormat | None = None) -> str:
    """How to write such an answer, by an example that is not the right one."""
    return type_of(answer).example(answer, number_format or NumberFormat())


def show(answer: Answer, number_format: NumberFormat | None = None) -> str:
    """The right answer in Markdown."""
    return type_of(answer).show(answer, number_format or NumberFormat())


def options(answer: Answer, seed: int | str | None = None) -> tuple[tuple[str, str], ...]:
    """Keys and Markdown texts to choose from: as they stand, or as that seed arranges them."""
    kind = type_of(answer)
    return kind.options(answer if seed is None else kind.arranged(answer, seed))


def is_arranged(answer: Answer) -> bool:
    """Whether such an answer has parts that a seed may put in another order."""
    return type_of(answer).arranged is not unarranged


def arranged(block: AnswerBlock, seed: int | str) -> AnswerBlock:
    """The block with its options in the order that the seed shows them; keys follow it."""
    answer = type_of(block.answer).arranged(block.answer, seed)
    return block if answer is block.answer else msgspec.structs.replace(block, answer=answer)


def _parts(tree: Mapping[Any, Any]) -> tuple[str, object, dict[str, object]]:
    """The type's name, its value, and what stands beside it."""
    name = _name(tree)
    if name is None:
        known = ", ".join(TYPES)
        raise AnswerError(f"An answer names one type, with its value: {known}.")
    check_keys(tree, known_keys(tree), f"An answer of type {name}")
    key = "value" if "type" in tree else name
    if key not in tree:
        raise AnswerError(f"The `value` of the {name} is missing; add it.")
    return name, tree[key], {k: v for k, v in tree.items() if k in KEYS[name]}


def _name(tree: Mapping[Any, Any]) -> str | None:
    if "type" in tree:
        name = tree["type"]
        return name if isinstance(name, str) and name in TYPES else None
    names = [key for key in tree if isinstance(key, str) and key in TYPES]
    return names[0] if len(names) == 1 else None
