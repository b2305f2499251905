"""A key that a course does not know.

Every key has its meaning; one that has none is most often a slip of the keyboard, and what stands
under it would be lost without a word.

Fails:

.. code-block:: yaml

    # in a question
    hint:
      - Which pieces could both be cut into?

Passes:

.. code-block:: yaml

    # in a question
    hints:
      - Which pieces could both be cut into?
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted, suggest
from tutor_shared.syllabus.node import Mapping
from tutor_shared.syllabus.schema import Place, shape_of


def check(place: Place, _course: Course) -> Iterator[Problem]:
    """Look at one mapping's keys."""
    shape = shape_of(place)
    if shape is None or not isinstance(place.node, Mapping):
        return
    for key, _ in place.node.entries:
        if key.text not in shape.keys:
            message = f"{quoted(key.text)} is no key of {shape.name}."
            yield Problem(
                (*place.path, key.text), f"{message} {suggest(key.text, shape.keys)}", key=True
            )


RULE = Rule("unknown-key", __doc__, place=check)
