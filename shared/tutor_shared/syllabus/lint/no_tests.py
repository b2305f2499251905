"""A question without tests: nobody has tried its answers yet.

Fails:

.. code-block:: yaml

    # in a question
    tests: {}

Passes:

.. code-block:: yaml

    # in a question
    tests:
      correct: [5/6]
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule


def check(course: Course) -> Iterator[Problem]:
    """Look at every question."""
    for path, question in course.questions():
        if not any(answers for _, answers in question.variants[0].tests):
            message = f"The question `{question.id}` has no tests."
            yield Problem(
                path, f"{message} Add `tests` with a `correct` and an `incorrect` answer."
            )


RULE = Rule("no-tests", __doc__, severity="warning", course=check)
