"""The schema, and the walk along it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.courses import course_text
from tutor_shared.syllabus.kinds import Either, Kind, Many, Ref, Shape, Table, Whole
from tutor_shared.syllabus.node import Node
from tutor_shared.syllabus.schema import COURSE, Place, is_blank, places, shape_of
from tutor_shared.syllabus.yaml_tree import read_tree


def tree(text: str) -> Node:
    root = read_tree(text.encode(), "f.yaml").root
    assert root is not None
    return root


def shapes(kind: Kind) -> Iterator[Shape]:
    match kind:
        case Shape(keys=keys):
            yield kind
            for inner in keys.values():
                yield from shapes(inner)
        case Either(by_key=by_key):
            for inner in by_key.values():
                yield from shapes(inner)
        case Many(item=inner) | Table(value=inner):
            yield from shapes(inner)
        case _:
            return


def test_every_required_key_is_a_key() -> None:
    for shape in shapes(COURSE):
        assert set(shape.required) <= shape.keys.keys(), shape.name


def test_the_walk_meets_what_the_schema_knows() -> None:
    found = {
        place.path: place.kind for place in places(tree(course_text(question="difficulty: 2")))
    }
    assert found["topics", 0, "questions", 0, "difficulty"] == Whole(1, 5)
    assert found["topics", 0, "questions", 0, "skills", 0] == Ref("skill")


def test_the_walk_passes_over_what_it_does_not_know() -> None:
    assert ("colour",) not in {place.path for place in places(tree("colour: {a: b}\n"))}


def test_a_block_is_told_by_its_deciding_key() -> None:
    kind = COURSE.keys["topics"]
    assert isinstance(kind, Many)
    assert isinstance(kind.item, Shape)
    exposition = kind.item.keys["exposition"]
    assert isinstance(exposition, Many)
    shape = shape_of(Place((), tree("again: x\ntext: y\n"), exposition.item))
    assert shape is not None
    assert shape.name == "a text block"
    assert shape_of(Place((), tree("again: x\n"), exposition.item)) is None


def test_nothing_after_a_colon_is_blank_and_quotes_are_not() -> None:
    assert is_blank(tree("# only\n''\n")) is False
    [_, place] = list(places(tree("title:\n")))
    assert is_blank(place.node)
