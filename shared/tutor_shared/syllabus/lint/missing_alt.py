"""A picture without words: `alt` says what it shows to those who do not see it.

A terminal shows no pictures, so for most learners the words are all there is.

Fails:

.. code-block:: yaml

    # in a question
    media:
      - {src: half.png}

Passes:

.. code-block:: yaml

    # in a question
    media:
      - src: half.png
        alt: A circle cut in two equal parts, one of them shaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.kinds import Shape
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.node import Mapping
from tutor_shared.syllabus.schema import Place, is_blank


def check(place: Place, _course: Course) -> Iterator[Problem]:
    """Look at one picture."""
    match place.kind, place.node:
        case Shape(name="media"), Mapping() as node:
            alt = node.get("alt")
            if alt is None or is_blank(alt):
                yield Problem(place.path, "This picture has no words. Add `alt`: what it shows.")


RULE = Rule("missing-alt", __doc__, place=check)
