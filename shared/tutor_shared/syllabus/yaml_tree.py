"""YAML bytes to a tree of nodes with positions: strict, bounded, and without types.

Only the event stream of PyYAML is used, so no tag is ever resolved and nothing is constructed.
What a course has no use for (aliases, anchors, tags, merge keys, several documents) is refused.
Whatever is wrong becomes a finding; no file, however hostile, raises.

The limits hold while reading: the first event that breaks one ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import yaml

from tutor_shared.syllabus.finding import Finding
from tutor_shared.syllabus.node import Mapping, Node, Scalar, Sequence
from tutor_shared.syllabus.yaml_notes import MAX_FINDINGS, Notes, Stop
from tutor_shared.syllabus.yaml_text import decode
from tutor_shared.syllabus.yaml_words import in_words
from tutor_shared.wire.clean import clean, is_storable

#: libyaml's parser, twenty times as fast, where PyYAML was built with it.
_PARSER: Final[Any] = getattr(yaml, "CLoader", yaml.Loader)

MAX_DEPTH: Final = 32
MAX_NODES: Final = 100_000


class Tree(msgspec.Struct, frozen=True):
    """A file as read. `root` is None where it cannot be used; then `findings` says why."""

    root: Node | None
    findings: tuple[Finding, ...]
    text: str = ""


def read_tree(data: bytes, file: str) -> Tree:
    """Read one file's bytes. `file` is the name findings carry."""
    notes = Notes(file)
    builder = _Builder(notes)
    text = ""
    try:
        text = decode(data, notes)
        for event in _events(text):
            builder.take(event)
        if builder.root is None:
            notes.stop("yaml-syntax", "This file is empty. Write the course into it.")
    except Stop:
        pass
    except yaml.YAMLError as error:
        _complain(text, error, notes)
    except Exception:  # noqa: BLE001 - PyYAML raises more than its own errors on hostile files
        _note_last(notes, 1, 1, "This file cannot be read as YAML. Save it as plain text.")
    return Tree(None if notes.broken else builder.root, tuple(notes.findings), text)


def _events(text: str) -> Iterator[Any]:
    parser = _PARSER(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def _complain(text: str, error: yaml.YAMLError, notes: Notes) -> None:
    """Note the scanner's complaint in words, where a teacher would look for it."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    complaint = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', error)}"
    character = text[mark.index : mark.index + 1] if mark is not None else ""
    if context is not None and ("flow" in complaint or "quoted" in complaint):
        mark = context
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    _note_last(notes, line, column, in_words(complaint, character))


def _note_last(notes: Notes, line: int, column: int, message: str) -> None:
    notes.broken = True
    if len(notes.findings) < MAX_FINDINGS - 1:
        notes.add("yaml-syntax", line, column, message)


class _Open:
    """A collection whose end has not come. `key` waits for its value."""

    __slots__ = ("is_mapping", "items", "key", "keys", "start", "style")

    def __init__(self, event: Any) -> None:
        self.is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.start = event.start_mark
        self.style = bool(event.flow_style)
        self.items: list[Any] = []
        self.key: Scalar | None = None
        self.keys: dict[str, Scalar] = {}


class _Builder:
    """Takes events one by one; at the end `root` is the tree, if there was one."""

    def __init__(self, notes: Notes) -> None:
        self.root: Node | None = None
        self._notes = notes
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        match event:
            case yaml.ScalarEvent():
                self._count(event)
                self._put(self._scalar(event))
            case yaml.CollectionStartEvent():
                self._count(event)
                self._start(event)
            case yaml.CollectionEndEvent():
                self._put(self._end(event))
            case yaml.AliasEvent():
                self._refuse(event, f"`*{event.anchor}` is an alias")
                self._put(self._scalar(event))
            case yaml.DocumentStartEvent():
                self._document(event)
            case _:
                return

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            line = event.start_mark.line + 1
            message = "A file holds one document. Remove this `---` line."
            self._notes.stop("yaml-feature", message, line)

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._limit(event, f"This file holds over {MAX_NODES} values. Split the topic.")
        if event.anchor is not None:
            self._refuse(event, f"`&{event.anchor}` is an anchor")
        if event.tag is not None:
            self._refuse(event, f"`{event.tag}` is a tag")

    def _refuse(self, event: Any, what: str) -> None:
        mark = event.start_mark
        message = f"{what}, which courses do not use. Write the text out, or put it in quotes."
        self._notes.add("yaml-feature", mark.line + 1, mark.column + 1, clean(message))

    def _limit(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self._notes.stop("file-limits", message, mark.line + 1, mark.column + 1)

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._limit(event, f"This is nested over {MAX_DEPTH} deep. Write it flatter.")
        self._open.append(_Open(event))

    def _scalar(self, event: Any) -> Scalar:
        start = event.start_mark
        text, style = getattr(event, "value", ""), getattr(event, "style", None) or ""
        if style == '"' and (clean(text) != text or not is_storable(text)):
            message = "This text has an escape for a control character. Remove the escape."
            self._notes.add("control-character", start.line + 1, start.column + 1, message)
        return Scalar(
            self._notes.file,
            start.line + 1,
            start.column + 1,
            start.index,
            event.end_mark.index,
            bool(self._open) and self._open[-1].style,
            text,
            style,
        )

    def _end(self, event: Any) -> Node:
        opened = self._open.pop()
        kind = Mapping if opened.is_mapping else Sequence
        return kind(
            self._notes.file,
            opened.start.line + 1,
            opened.start.column + 1,
            opened.start.index,
            event.end_mark.index,
            opened.style,
            tuple(opened.items),
        )

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        into = self._open[-1]
        if not into.is_mapping:
            into.items.append(node)
        elif into.key is None:
            into.key = self._as_key(node)
        else:
            self._put_entry(into, into.key, node)
            into.key = None

    def _as_key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            message = "A key is a word, not a list or mapping. Put text with brackets in quotes."
            self._notes.stop("yaml-syntax", message, node.line, node.column)
        if node.text == "<<" and not node.style:
            message = "`<<` merges mappings, which courses do not use. Write the keys out."
            self._notes.add("yaml-feature", node.line, node.column, message)
        return node

    def _put_entry(self, into: _Open, key: Scalar, value: Node) -> None:
        first = into.keys.setdefault(key.text, key)
        if first is key:
            into.items.append((key, value))
            return
        message = (
            f"`{clean(key.text)[:60]}` stands here a second time; the first is on line "
            f"{first.line}. Remove one."
        )
        self._notes.add("duplicate-key", key.line, key.column, message)
