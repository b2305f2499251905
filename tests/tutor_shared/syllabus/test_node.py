"""Nodes: plain values, and ways through the tree."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus.node import Mapping, Node, Path, find, plain, walk
from tutor_shared.syllabus.yaml_tree import read_tree

TEXT = "a:\n  - b: c\n    d: e\n  - f\ng: h\n"


def tree() -> Node:
    root = read_tree(TEXT.encode(), "f.yaml").root
    assert root is not None
    return root


def test_plain_is_the_tree_without_positions() -> None:
    assert plain(tree()) == {"a": [{"b": "c", "d": "e"}, "f"], "g": "h"}


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a", 0, "d"), 3, 8),
        (("a", 1), 4, 5),
        (("a", 0, "missing"), 2, 5),
        (("a", 9), 2, 3),
        (("a", 0, "b", "too far"), 2, 8),
    ],
)
def test_a_path_leads_to_its_node_or_as_far_as_there_is_one(
    path: Path, line: int, column: int
) -> None:
    position = find(tree(), path).position
    assert (position.line, position.column) == (line, column)


def test_a_path_can_lead_to_the_key() -> None:
    position = find(tree(), ("a", 0, "d"), key=True).position
    assert (position.line, position.column) == (3, 5)


def test_walking_meets_parents_first() -> None:
    assert [path for path, _ in walk(tree())] == [
        (), ("a",), ("a", 0), ("a", 0, "b"), ("a", 0, "d"), ("a", 1), ("g",),
    ]  # fmt: skip


def test_a_mapping_is_asked_by_key() -> None:
    root = tree()
    assert isinstance(root, Mapping)
    assert root.get("g") is not None
    assert root.get("z") is None
    assert root.key("z") is None
