"""Skills that require each other in a circle, so that none of them can be first.

Fails:

.. code-block:: yaml

    # in a course
    skills:
      - {id: adding, title: Add, requires: [counting]}
      - {id: counting, title: Count, requires: [adding]}

Passes:

.. code-block:: yaml

    # in a course
    skills:
      - {id: adding, title: Add, requires: [counting]}
      - {id: counting, title: Count}
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.graph import cycle
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule


def check(course: Course) -> Iterator[Problem]:
    """Look at the prerequisites of all skills."""
    around = cycle({skill.id: skill.requires for skill in course.built.syllabus.skills})
    if around:
        path = course.ids["skill"][around[0]]
        message = f"These skills require each other in a circle: {' → '.join(around)}."
        yield Problem((*path[:-1], "requires"), f"{message} Remove one `requires`.", key=True)


RULE = Rule("prerequisite-cycle", __doc__, course=check)
