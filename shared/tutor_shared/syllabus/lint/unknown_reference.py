"""An id that nobody gave: a skill, a misconception or a question that is not there.

A block of an exposition can ask only questions of its own topic. A label under `tests` is
`correct`, `ungraded`, `incorrect`, `partial` or a misconception.

Fails:

.. code-block:: yaml

    # in a question
    skills: [addition]

Passes:

.. code-block:: yaml

    # in a question
    skills: [adding]
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from tutor_shared.syllabus.kinds import Answer, Ref, Table
from tutor_shared.syllabus.lint.course import Course, question_path
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted, suggest
from tutor_shared.syllabus.node import Mapping, Scalar, walk
from tutor_shared.syllabus.schema import Place

VERDICT_LABELS: Final = ("correct", "ungraded", "incorrect", "partial")


def check(place: Place, course: Course) -> Iterator[Problem]:
    """Look at one reference."""
    match place.kind, place.node:
        case Ref(to="question"), Scalar(text=name):
            here = course.questions_of(place.path[1])
            yield from _known(place, name, "question", here)
        case Ref(to=to), Scalar(text=name):
            yield from _known(place, name, to, course.ids[to])
        case Answer(), _:
            yield from _in_answer(place, course)
        case Table(), Mapping() as node if question_path(place.path) and place.path[-1] == "tests":
            yield from _labels(place, node, course)


def _known(place: Place, name: str, what: str, known: Collection[str]) -> Iterator[Problem]:
    if name not in known:
        yield Problem(place.path, f"There is no {what} {quoted(name)}. {suggest(name, known)}")


def _in_answer(place: Place, course: Course) -> Iterator[Problem]:
    """A wrong option of a choice may name a misconception."""
    for path, node in walk(place.node, place.path):
        if path[-1] == "misconception" and isinstance(node, Scalar):
            found = Place(path, node, Ref("misconception"))
            yield from _known(found, node.text, "misconception", course.ids["misconception"])


def _labels(place: Place, node: Mapping, course: Course) -> Iterator[Problem]:
    known = [*VERDICT_LABELS, *course.ids["misconception"]]
    for key, _ in node.entries:
        if key.text not in known:
            message = f"{quoted(key.text)} is no verdict and no misconception."
            yield Problem(
                (*place.path, key.text), f"{message} {suggest(key.text, known)}", key=True
            )


RULE = Rule("unknown-reference", __doc__, place=check)
