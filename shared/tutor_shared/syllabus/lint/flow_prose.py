"""Prose inside braces or brackets, where a comma or a colon cuts it in two.

Values inside `{…}` and `[…]` are for numbers, ids and short words. Sentences belong on lines of
their own. `tutor lint --fix` rewrites the simple cases.

Fails:

.. code-block:: yaml

    # in a question
    hints: [Think of a pizza first., Then cut it.]

Passes:

.. code-block:: yaml

    # in a question
    hints:
      - Think of a pizza first.
      - Then cut it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor_shared.syllabus.kinds import Answer, Text
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.node import Scalar, walk
from tutor_shared.syllabus.schema import Place

_MESSAGE: Final = (
    "Prose stands inside braces or brackets. Put it on a line of its own, in block style; "
    "`tutor lint --fix` does the simple cases."
)
_LONG_TITLE: Final = 8
_SENTENCE_ENDS: Final = (".", "?", "!", "…")
#: The keys of an answer that hold text for a learner to read.
_READ: Final = frozenset(("right", "wrong", "why"))


def check(place: Place, _course: Course) -> Iterator[Problem]:
    """Look at one text, or at those of an answer's options."""
    match place.kind, place.node:
        case Text(prose=prose), Scalar(flow=True) as node:
            if is_prose(node.text, 2 if prose else _LONG_TITLE):
                yield Problem(place.path, _MESSAGE)
        case Answer(), node:
            for path, found in walk(node, place.path):
                read = isinstance(found, Scalar) and found.flow and path[-1] in _READ
                if read and isinstance(found, Scalar) and is_prose(found.text, 5):
                    yield Problem(path, _MESSAGE)


def is_prose(text: str, words: int) -> bool:
    """Whether a text is so many words, or ends as a sentence does."""
    count = len(text.split())
    return count >= words or (count > 1 and text.rstrip().endswith(_SENTENCE_ENDS))


RULE = Rule("flow-prose", __doc__, place=check)
