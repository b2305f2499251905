"""An id that is given twice.

Question ids are unique in the whole course, since a learner's record is kept by them.

Fails:

.. code-block:: yaml

    # in a course
    skills:
      - {id: adding, title: Add}
      - {id: adding, title: Add again}

Passes:

.. code-block:: yaml

    # in a course
    skills:
      - {id: adding, title: Add}
      - {id: adding-again, title: Add again}
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.kinds import Slug
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted
from tutor_shared.syllabus.node import Scalar
from tutor_shared.syllabus.schema import Place


def check(place: Place, course: Course) -> Iterator[Problem]:
    """Look at one id."""
    if not isinstance(place.kind, Slug) or not isinstance(place.node, Scalar):
        return
    first = course.ids.get(place.kind.of, {}).get(place.node.text, place.path)
    if first != place.path:
        at = course.position(first)
        yield Problem(
            place.path,
            f"The {place.kind.of} {quoted(place.node.text)} is defined before, in "
            f"{at.file}:{at.line}. Give one of them another id.",
        )


RULE = Rule("duplicate-id", __doc__, place=check)
