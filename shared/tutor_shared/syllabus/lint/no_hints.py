"""A question without a hint: a learner who is stuck has nothing to hold on to.

Fails:

.. code-block:: yaml

    # in a question
    hints: []

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


def check(course: Course) -> Iterator[Problem]:
    """Look at every question."""
    for path, question in course.questions():
        if not question.variants[0].hints:
            yield Problem(path, f"The question `{question.id}` has no hints. Add `hints`.")


RULE = Rule("no-hints", __doc__, severity="warning", course=check)
