"""An answer that cannot be read as its type, in `answer`, in a `match`, or in a scaffold step.

Fails:

.. code-block:: yaml

    # in a question
    answer: {number: five sixths}

Passes:

.. code-block:: yaml

    # in a question
    answer: {number: 5/6}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor_shared.answers.types import KEYS, TYPES
from tutor_shared.syllabus.lint.complaints import complaints_of
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted, suggest
from tutor_shared.syllabus.node import Path, Plain

_OPTIONS: Final = frozenset(("type", "value")).union(*KEYS.values())
_complaints: Final = complaints_of("answer-unreadable")


def check(course: Course) -> Iterator[Problem]:
    """Tell what could not be read, and of a type that is not there which one may be meant."""
    for problem in _complaints(course):
        yield _mistyped(_at(course.fields, problem.path), problem.path) or problem


def _mistyped(answer: Plain, path: Path) -> Problem | None:
    if not isinstance(answer, dict) or TYPES.keys() & answer.keys():
        return None
    named = answer.get("type")
    if isinstance(named, str):
        return None if named in TYPES else Problem((*path, "type"), _no_type(named))
    free = [key for key in answer if key not in _OPTIONS]
    return Problem((*path, free[0]), _no_type(free[0]), key=True) if free else None


def _no_type(name: str) -> str:
    return f"There is no type of answer {quoted(name)}. {suggest(name, TYPES)}"


def _at(tree: Plain, path: Path) -> Plain:
    """What stands at a path; the empty text where nothing does."""
    for step in path:
        match tree, step:
            case dict(), str():
                tree = tree.get(step, "")
            case list(), int() if step < len(tree):
                tree = tree[step]
            case _:
                return ""
    return tree


RULE = Rule("answer-unreadable", __doc__, course=check)
