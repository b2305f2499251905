"""A question without a solution: when the attempts are used up, only the bare answer can be shown.

Fails:

.. code-block:: yaml

    # in a question
    difficulty: 2

Passes:

.. code-block:: yaml

    # in a question
    solution: |
      1/2 = 3/6 and 1/3 = 2/6; together 5/6.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule


def check(course: Course) -> Iterator[Problem]:
    """Look at every question."""
    for path, question in course.questions():
        if not question.variants[0].solution:
            yield Problem(path, f"The question `{question.id}` has no solution. Add `solution`.")


RULE = Rule("no-solution", __doc__, severity="warning", course=check)
