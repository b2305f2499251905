"""Mending prose inside brackets: the outermost collection around it is rewritten in block style.

Only what is sure to be safe is done: the mended text is read again and must be the same tree, with
the same comments, and no comma may seem to have cut a sentence in two; otherwise the collection is
left as it was. Everything else of the file keeps its every character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor_shared.syllabus.finding import Position
from tutor_shared.syllabus.lint.flow_prose import RULE
from tutor_shared.syllabus.node import Mapping, Node, Scalar, Sequence, plain, walk
from tutor_shared.syllabus.schema import is_blank
from tutor_shared.syllabus.yaml_tree import read_tree

FIXED = RULE.id
_INDENT = 2


def mend(text: str, places: Iterable[Position]) -> tuple[str, list[Position]]:
    """The text of a file with the prose at these places in block style, where that is safe.

    With it come those of the places that were mended, in the order of the file.
    """
    wanted = {(place.line, place.column): place for place in places}
    tree = read_tree(text.encode(), "")
    if tree.root is None or not wanted or text.startswith("\ufeff"):
        return text, []
    targets = [
        found
        for found in _outermost(tree.root, 0)
        if _held(found[0], wanted) and not any(_is_cut(node) for _, node in walk(found[0]))
    ]
    done: list[Position] = []
    for node, indent, first_here in sorted(targets, key=lambda found: -found[0].start):
        mended = _replaced(text, node, indent, first_here=first_here)
        if _is_same(text, mended):
            text = mended
            done += _held(node, wanted)
    return text, sorted(done)


def _outermost(node: Node, indent: int) -> Iterator[tuple[Node, int, bool]]:
    """Each bracketed collection in a block one: its indentation, and whether it begins a line."""
    match node:
        case Mapping(flow=False, entries=entries):
            for key, value in entries:
                if _is_flow(value):
                    yield value, key.column - 1 + _INDENT, False
                else:
                    yield from _outermost(value, indent)
        case Sequence(flow=False, items=items):
            for item in items:
                if _is_flow(item):
                    yield item, item.column - 1, True
                else:
                    yield from _outermost(item, indent)
        case _:
            return


def _is_flow(node: Node) -> bool:
    return not isinstance(node, Scalar) and node.flow


def _held(node: Node, wanted: dict[tuple[int, int], Position]) -> list[Position]:
    """Those of the wanted places that lie in a node."""
    inside = {(found.line, found.column) for _, found in walk(node)}
    return [place for at, place in wanted.items() if at in inside]


def _is_cut(node: Node) -> bool:
    """Whether a comma seems to have cut a sentence: only its author can put it together again."""
    match node:
        case Mapping(entries=entries):
            return any(is_blank(value) for _, value in entries)
        case Sequence(items=items):
            return any(
                isinstance(item, Scalar)
                and not item.style
                and " " in item.text
                and item.text[0].islower()
                for item in items[1:]
            )
        case _:
            return False


def _replaced(text: str, node: Node, indent: int, *, first_here: bool) -> str:
    lines = _block(text, node)
    before, after = text[: node.start], text[node.end :]
    margin = "\n" + " " * indent
    start = "" if first_here else margin
    return (before if first_here else before.rstrip(" ")) + start + margin.join(lines) + after


def _block(text: str, node: Node) -> list[str]:
    """A collection as the lines of a block, without their common margin."""
    lines: list[str] = []
    match node:
        case Sequence(items=items):
            for item in items:
                first, *rest = _value(text, item)
                lines += [f"- {first}", *(" " * _INDENT + line for line in rest)]
        case Mapping(entries=entries):
            for key, value in entries:
                name = text[key.start : key.end]
                first, *rest = _value(text, value)
                if isinstance(value, Scalar) or (not rest and _is_short(value)):
                    lines.append(f"{name}: {first}".rstrip())
                else:
                    lines += [f"{name}:", *(" " * _INDENT + line for line in (first, *rest))]
        case Scalar():
            lines.append(" ".join(text[node.start : node.end].split()))
    return lines


def _value(text: str, node: Node) -> list[str]:
    if isinstance(node, Scalar) or _is_short(node):
        return [" ".join(text[node.start : node.end].split())]
    return _block(text, node)


def _is_short(node: Node) -> bool:
    """A collection without prose of its own may stay in brackets."""
    return all(len(found.text.split()) <= 1 for _, found in walk(node) if isinstance(found, Scalar))


def _is_same(before: str, after: str) -> bool:
    old, new = read_tree(before.encode(), ""), read_tree(after.encode(), "")
    if old.root is None or new.root is None or new.findings != old.findings:
        return False
    return plain(old.root) == plain(new.root) and _comments(before, old.root) == _comments(
        after, new.root
    )


def _comments(text: str, root: Node) -> list[str]:
    """What follows a # on a line, where no scalar covers it."""
    covered = [(node.start, node.end) for _, node in walk(root) if isinstance(node, Scalar)]
    kept = [
        text[end:start]
        for (_, end), (start, _) in zip([(0, 0), *covered], [*covered, (len(text), 0)], strict=True)
    ]
    return [line.partition("#")[2] for part in kept for line in part.splitlines() if "#" in line]
