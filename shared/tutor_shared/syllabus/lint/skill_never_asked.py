"""A skill that no question asks for, so that it can never be mastered.

Fails:

.. code-block:: yaml

    # in a course
    skills:
      - {id: adding, title: Add}
      - {id: counting, title: Count}

Passes:

.. code-block:: yaml

    # in a course
    skills:
      - {id: adding, title: Add}
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.fields import mappings, texts
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted


def check(course: Course) -> Iterator[Problem]:
    """Look at the skills of all questions, also of those with errors."""
    asked = {
        skill
        for _, topic in mappings(course.fields, "topics")
        for _, question in mappings(topic, "questions")
        for skill in texts(question, "skills")
    }
    for skill, path in course.ids["skill"].items():
        if skill and skill not in asked:
            yield Problem(path, f"No question asks for the skill {quoted(skill)}. Add some.")


RULE = Rule("skill-never-asked", __doc__, severity="warning", course=check, complete_only=True)
