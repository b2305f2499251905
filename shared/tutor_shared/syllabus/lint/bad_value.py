"""A value that cannot be read as what its key says.

Values have no type of their own: `0.10` and `no` are the text as written, and the key decides what
they are read as.

Fails:

.. code-block:: yaml

    # in a question
    difficulty: hard

Passes:

.. code-block:: yaml

    # in a question
    difficulty: 4
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.ids import is_slug
from tutor_shared.syllabus.fields import as_share, as_whole
from tutor_shared.syllabus.kinds import (
    Answer,
    Either,
    Given,
    Kind,
    Many,
    OneOf,
    Ref,
    Shape,
    Share,
    Slug,
    Table,
    Text,
    Whole,
)
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted, suggest
from tutor_shared.syllabus.node import Mapping, Scalar, Sequence
from tutor_shared.syllabus.schema import Place, is_blank


def check(place: Place, _course: Course) -> Iterator[Problem]:
    """Look at one value."""
    message = _wrong(place)
    if message:
        yield Problem(place.path, message)


def _wrong(place: Place) -> str:
    match place.kind, place.node:
        case (Answer(), _) | ((Shape() | Either()), Mapping()):
            return ""
        case Given(), Scalar(text=""):
            return ""
        case _ if is_blank(place.node):
            return _blank(place)
        case Table(at_most=at_most), Mapping(entries=entries) if len(entries) > at_most:
            return f"At most {at_most} may stand here. Remove some."
        case Table(), Mapping():
            return ""
        case Many() as many, Sequence(items=items):
            return _wrong_count(many, len(items))
        case Many(), _:
            return "A list belongs here. Write one `- item` a line, or [a, b]."
        case ((Shape() | Either() | Table()), _):
            return "A mapping belongs here. Write `key: value` lines, indented."
        case _, Scalar(text=text):
            return _wrong_text(place.kind, text)
        case _:
            return "Text belongs here, not a list or mapping. Put text with brackets in quotes."


def _blank(place: Place) -> str:
    """Nothing under a key is as if the key were not there; nothing after a dash is a slip."""
    in_list = bool(place.path) and isinstance(place.path[-1], int)
    return "Nothing stands after this dash. Write it, or remove the dash." if in_list else ""


def _wrong_count(many: Many, count: int) -> str:
    if count < many.at_least:
        return "This list is empty. Add at least one item."
    if count > many.at_most:
        return f"This list has {count} items; at most {many.at_most} may stand here. Remove some."
    return ""


def _wrong_text(kind: Kind, text: str) -> str:
    match kind:
        case Text() if not text.strip():
            return "This text is empty. Write it, or remove its key."
        case Text(longest=longest) | Given(longest=longest) if len(text) > longest:
            return f"This text is over {longest} characters long. Shorten it."
        case Slug() | Ref() if not is_slug(text):
            return f"{quoted(text)} is no id. An id is 1 to 64 of a-z, 0-9 and -: rename it."
        case Whole(low=low, high=high) if not low <= (as_whole(text) or 0) <= high:
            return f"{quoted(text)} is no whole number from {low} to {high}. Use one."
        case Share() if as_share(text) is None:
            return f"{quoted(text)} is no number from 0 to 1. Use one."
        case OneOf(words=words) if text not in words:
            return f"{quoted(text)} is not possible here. {suggest(text, words)}"
        case _:
            return ""


RULE = Rule("bad-value", __doc__, place=check)
