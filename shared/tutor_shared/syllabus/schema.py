"""What a course may hold: one table a mapping, key by key, each with what its value is read as.

The table is data. `places` walks a tree along it and yields every place with its kind; rules look
at the places, the documentation is printed from the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

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
from tutor_shared.syllabus.node import Mapping, Node, Path, Scalar, Sequence

MAX_TEXT: Final = 20_000

_TITLE: Final = Text()
_PROSE: Final = Text(prose=True, longest=MAX_TEXT)

_POLICY: Final = Shape(
    "policy",
    {
        "max_attempts": Whole(1, 50),
        "reveal": OneOf(("never", "after_last_hint", "after_max_attempts")),
        "skip": OneOf(("allowed", "after_attempt", "never")),
    },
)
_MASTERY: Final = Shape(
    "mastery",
    {
        "threshold": Share(),
        "min_evidence": Whole(1, 100),
        "prior": Share(),
        "learn": Share(),
        "slip": Share(),
        "guess": Share(),
    },
)
_NUMBER_FORMAT: Final = Shape(
    "number_format",
    {"decimal": OneOf((".", ",")), "group": OneOf((",", ".", " ", "'", ""))},
)
_SKILL: Final = Shape(
    "a skill",
    {"id": Slug("skill"), "title": _TITLE, "requires": Many(Ref("skill"))},
    ("id", "title"),
)
_MISCONCEPTION: Final = Shape(
    "a misconception",
    {
        "id": Slug("misconception"),
        "title": _TITLE,
        "skills": Many(Ref("skill")),
        "remediation": _PROSE,
    },
    ("id", "title"),
)
_STEP: Final = Shape(
    "a step of a worked example", {"do": _PROSE, "why": _PROSE, "ask": _PROSE}, ("do",)
)
_WORKED: Final = Shape(
    "a worked example",
    {"problem": _PROSE, "steps": Many(_STEP, at_least=1)},
    ("problem", "steps"),
)
_BLOCK: Final = Either(
    "a block of an exposition",
    {
        "text": Shape("a text block", {"text": _PROSE, "again": _PROSE}, ("text",)),
        "worked": Shape("a worked block", {"worked": _WORKED, "again": _PROSE}, ("worked",)),
        "ask": Shape("an ask block", {"ask": Ref("question")}, ("ask",)),
    },
)
_SCAFFOLD_STEP: Final = Shape(
    "a scaffold step", {"ask": _PROSE, "answer": Answer()}, ("ask", "answer")
)
_ACCEPT: Final = Shape("accept", {"match": Answer(match=True), "note": _PROSE}, ("match",))
_UNGRADED: Final = Shape("ungraded", {"match": Answer(match=True), "message": _PROSE}, ("match",))
_KNOWN_ERROR: Final = Shape(
    "a known error",
    {
        "misconception": Ref("misconception"),
        "match": Answer(match=True),
        "feedback": _PROSE,
        "hint": _PROSE,
    },
    ("misconception", "match"),
)
_MEDIA: Final = Shape("media", {"src": Text(), "alt": Text(prose=True, longest=2_000)}, ("src",))
QUESTION: Final = Shape(
    "a question",
    {
        "id": Slug("question"),
        "skills": Many(Ref("skill"), at_least=1, at_most=20),
        "difficulty": Whole(1, 5),
        "prompt": _PROSE,
        "answer": Answer(),
        "right": _PROSE,
        "accept": Many(_ACCEPT, at_most=50),
        "ungraded": Many(_UNGRADED, at_most=50),
        "known_errors": Many(_KNOWN_ERROR, at_most=50),
        "hints": Many(_PROSE, at_most=20),
        "scaffold": Many(_SCAFFOLD_STEP, at_most=20),
        "solution": _PROSE,
        "media": Many(_MEDIA, at_most=20),
        "tests": Table(Many(Given(), at_most=50), at_most=40),
        "variants": Many(Table(Given(), at_most=30), at_least=1),
        "variables": Table(Table(Many(Given())), at_most=10),
        "where": Given(),
    },
    ("id", "skills", "prompt", "answer"),
)
TOPIC: Final = Shape(
    "a topic",
    {
        "id": Slug("topic"),
        "title": _TITLE,
        "objective": _PROSE,
        "exposition": Many(_BLOCK),
        "questions": Many(QUESTION),
    },
    ("id", "title"),
)
COURSE: Final = Shape(
    "a course",
    {
        "format": OneOf(("1",)),
        "id": Slug("course"),
        "title": _TITLE,
        "version": Text(longest=40),
        "language": Text(longest=40),
        "license": _TITLE,
        "authors": Many(_TITLE),
        "description": Text(prose=True, longest=2_000),
        "guidance": _PROSE,
        "number_format": _NUMBER_FORMAT,
        "policy": _POLICY,
        "mastery": _MASTERY,
        "skills": Many(_SKILL, at_least=1),
        "misconceptions": Many(_MISCONCEPTION),
        "glossary": Table(Text(prose=True, longest=2_000), at_most=1_000),
        "topics": Many(TOPIC, at_least=1, at_most=500),
    },
    ("format", "id", "title", "skills", "topics"),
)


class Place(msgspec.Struct, frozen=True, gc=False):
    """A node, where it is in the course, and what it is read as."""

    path: Path
    node: Node
    kind: Kind


def places(root: Node) -> Iterator[Place]:
    """Every place of a course that the schema knows, parents before children."""
    waiting = [Place((), root, COURSE)]
    while waiting:
        place = waiting.pop()
        yield place
        waiting.extend(_children(place))


def shape_of(place: Place) -> Shape | None:
    """The shape a mapping has, where it is one and its deciding key is there."""
    match place.kind, place.node:
        case Shape() as shape, Mapping():
            return shape
        case Either(by_key=by_key), Mapping() as node:
            return next((by_key[key.text] for key, _ in node.entries if key.text in by_key), None)
        case _:
            return None


def _children(place: Place) -> Iterator[Place]:
    path = place.path
    match place.kind, place.node:
        case Many(item=item), Sequence(items=items):
            for index, node in enumerate(items):
                yield Place((*path, index), node, item)
        case Table(value=value), Mapping(entries=entries):
            for key, node in entries:
                yield Place((*path, key.text), node, value)
        case ((Shape() | Either()), Mapping(entries=entries)):
            shape = shape_of(place)
            known = shape.keys if shape is not None else {}
            for key, node in entries:
                if key.text in known:
                    yield Place((*path, key.text), node, known[key.text])
        case _:
            return


def is_blank(node: Node) -> bool:
    """Whether a value is missing, as in a line that ends after its colon."""
    return isinstance(node, Scalar) and not node.style and not node.text
