"""A key that must be there is missing, or nothing stands under it.

Fails:

.. code-block:: yaml

    # in a question
    prompt:

Passes:

.. code-block:: yaml

    # in a question
    prompt: What is 1/2 + 1/3?
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.kinds import Either
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.node import Mapping
from tutor_shared.syllabus.schema import Place, is_blank, shape_of


def check(place: Place, _course: Course) -> Iterator[Problem]:
    """Look at one mapping for what it must have."""
    if not isinstance(place.node, Mapping):
        return
    shape = shape_of(place)
    if shape is None:
        if isinstance(place.kind, Either):
            wanted = ", ".join(place.kind.by_key)
            yield Problem(place.path, f"This is {place.kind.name}. Give it one of: {wanted}.")
        return
    for key in shape.required:
        value = place.node.get(key)
        if value is None:
            yield Problem(place.path, f"`{key}` is missing in {shape.name}. Add it.")
        elif is_blank(value):
            yield Problem(
                (*place.path, key), f"Nothing stands under `{key}`. Write it there.", key=True
            )


RULE = Rule("missing-key", __doc__, place=check)
