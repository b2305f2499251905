"""An id that is not the name of its folder or file.

A course is found by its folder's name and a topic by its file's, so the ids are the same.

Fails:

.. code-block:: yaml

    # in a course
    id: fractionss

Passes:

.. code-block:: yaml

    # in a course
    id: example
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from tutor_shared.syllabus.fields import mappings, text
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted


def check(course: Course) -> Iterator[Problem]:
    """Look at the course's id, and at each topic's that has a file of its own."""
    given = text(course.fields, "id")
    if given and given != course.name:
        yield Problem(
            ("id",),
            f"The id {quoted(given)} is not the name it is found by, {quoted(course.name)}. "
            "Make them the same.",
        )
    own_file = course.root.file
    for index, topic in mappings(course.fields, "topics"):
        path = ("topics", index)
        file = course.position(path).file
        name = PurePath(file).stem
        if file != own_file and text(topic, "id") not in ("", name):
            message = (
                f"The topic's id {quoted(text(topic, 'id'))} is not its file's name, `{name}`."
            )
            yield Problem((*path, "id"), f"{message} Make them the same.")


RULE = Rule("id-mismatch", __doc__, course=check)
