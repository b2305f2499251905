"""A topic that asks nothing: it is told, and nobody knows whether it was understood.

Fails:

.. code-block:: yaml

    # in a topic
    questions: []

Passes:

.. code-block:: yaml

    # in a topic
    objective: You can add any two fractions.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.fields import mappings, text
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted


def check(course: Course) -> Iterator[Problem]:
    """Look at every topic."""
    for index, topic in mappings(course.fields, "topics"):
        if not any(mappings(topic, "questions")):
            name = quoted(text(topic, "id"))
            yield Problem(("topics", index), f"The topic {name} has no questions. Add `questions`.")


RULE = Rule("topic-without-questions", __doc__, severity="warning", course=check)
