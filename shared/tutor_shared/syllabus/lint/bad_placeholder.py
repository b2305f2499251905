"""A placeholder that cannot be filled in: a name no row has, a division by zero, no variants at all.

Between `<<` and `>>`, without spaces beside the signs, stand a name of the row or exact arithmetic
with + - * / ^, brackets, gcd, lcm, abs, min and max.

Fails:

.. code-block:: yaml

    # in a question
    prompt: What is <<a>> + 1/3?

Passes:

.. code-block:: yaml

    # in a question
    variants: [{a: 1/2}]
    prompt: What is <<a>> + 1/3?
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor_shared.syllabus.fields import Fields, mappings
from tutor_shared.syllabus.lint.complaints import complaints_of
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.node import Path, Plain
from tutor_shared.syllabus.placeholders import has_placeholder

_COMPLAINTS: Final = complaints_of("bad-placeholder")
_MESSAGE: Final = "This placeholder stands in a question without variants. Add `variants`."


def check(course: Course) -> Iterator[Problem]:
    """Tell what could not be filled in, and look at the questions that fill in nothing."""
    yield from _COMPLAINTS(course)
    for index, topic in mappings(course.fields, "topics"):
        for number, question in mappings(topic, "questions"):
            if "variants" not in question and "variables" not in question:
                yield from _left(question, ("topics", index, "questions", number))


def _left(question: Fields, path: Path) -> Iterator[Problem]:
    for found in _texts(question, path):
        yield Problem(found, _MESSAGE)


def _texts(tree: Plain, path: Path) -> Iterator[Path]:
    match tree:
        case str():
            if has_placeholder(tree):
                yield path
        case list():
            for index, item in enumerate(tree):
                yield from _texts(item, (*path, index))
        case dict():
            for key, value in tree.items():
                yield from _texts(value, (*path, key))


RULE = Rule("bad-placeholder", __doc__, course=check)
