"""The nodes of a YAML file: plain text, lists and mappings that know where they stand.

Nothing here has a type but text: what a scalar is read as is decided by the key it stands under.
`start` and `end` are offsets in characters into the file's text, for those who mend it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tutor_shared.syllabus.finding import Position

#: A place in a course, by keys and list indexes from its root.
Path = tuple[str | int, ...]
#: A tree without positions; every leaf is text.
Plain = str | list["Plain"] | dict[str, "Plain"]


class _Placed(msgspec.Struct, frozen=True, gc=False):
    """Where a node stands. Line and column count from 1."""

    file: str
    line: int
    column: int
    start: int
    end: int
    #: For a scalar: it stands inside brackets; for a list or mapping: it is written with brackets.
    flow: bool

    @property
    def position(self) -> Position:
        """The place a finding names."""
        return Position(self.file, self.line, self.column)


class Scalar(_Placed, frozen=True, gc=False):
    """Text as the author wrote it. `style` is empty (plain), or one of ``'``, ``"``, ``|``, ``>``."""

    text: str
    style: str = ""


class Sequence(_Placed, frozen=True, gc=False):
    """A list."""

    items: tuple[Node, ...]


class Mapping(_Placed, frozen=True, gc=False):
    """Keys with their values, in the order written, no key twice."""

    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        """The value under a key, if it is there."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its position."""
        return next((name for name, _ in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Plain:
    """The same tree as text, lists and dictionaries."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def find(root: Node, path: Path, *, key: bool = False) -> Node:
    """The node at a path, or the last one on the way; with `key`, the key it stands under."""
    node = root
    for index, step in enumerate(path):
        found = _child(node, step)
        if found is None:
            return node
        if key and index == len(path) - 1 and isinstance(node, Mapping):
            return node.key(str(step)) or found
        node = found
    return node


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every node below and with this one, parents first."""
    yield path, node
    match node:
        case Sequence():
            for index, item in enumerate(node.items):
                yield from walk(item, (*path, index))
        case Mapping():
            for name, value in node.entries:
                yield from walk(value, (*path, name.text))
        case Scalar():
            return
