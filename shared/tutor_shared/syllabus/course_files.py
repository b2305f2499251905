"""From a folder or a file to one tree: `syllabus.yaml` with each of its topics in its place.

Only regular files inside the course's own folder are opened, and no more of one than a course file
may hold: a name that leads out, a pipe or a device is a finding.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

import msgspec

from tutor_shared.ids import is_slug
from tutor_shared.syllabus.finding import Finding, Position, Severity
from tutor_shared.syllabus.node import Mapping, Node, Scalar, Sequence
from tutor_shared.syllabus.yaml_text import MAX_BYTES
from tutor_shared.syllabus.yaml_tree import Tree, read_tree
from tutor_shared.wire.clean import clean

ENTRY: Final = "syllabus.yaml"
TOPICS: Final = "topics"
MAX_TOPICS: Final = 500


class CourseFiles(msgspec.Struct, frozen=True):
    """A course's merged tree.

    `root` is None where the course cannot be put together. `name` is what the course's id should
    be: the folder's name, or the file's. `texts` has the text of every file read, by its name in
    findings.
    """

    root: Mapping | None
    name: str
    findings: tuple[Finding, ...] = ()
    texts: dict[str, str] = {}


def is_course(folder: Path) -> bool:
    """Whether a folder is a course."""
    return (folder / ENTRY).is_file()


def read_course(path: Path) -> CourseFiles:
    """Read a course folder, or a course in one file. Never raises for what the files hold."""
    real = path.resolve()
    if path.is_dir():
        return _Reading(path / ENTRY, real).course(real.name)
    name = real.parent.name if path.name == ENTRY else path.stem
    return _Reading(path, real.parent).course(name)


def read_bytes(path: Path, folder: Path) -> bytes | str:
    """A regular file's bytes, at most one more than allowed; or a sentence why not."""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return "This file lies outside the course's folder. Move it into the folder."
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError, RuntimeError):
        return "This file cannot be opened. Create it, or remove its name from the course."
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "This is no regular file. Put a YAML file in its place."
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return "This file cannot be read. Check the disk and the file's rights."
    finally:
        os.close(descriptor)


class _Reading:
    """One reading of one course."""

    def __init__(self, entry: Path, folder: Path) -> None:
        self._entry = entry
        self._folder = folder
        self._findings: list[Finding] = []
        self._texts: dict[str, str] = {}

    def course(self, name: str) -> CourseFiles:
        root = self._file(self._entry, Position(str(self._entry)))
        if root is not None and not isinstance(root, Mapping):
            self._add(root.position, "yaml-syntax", "A course is a mapping. Begin with format: 1.")
        merged = self._merged(root) if isinstance(root, Mapping) else None
        return CourseFiles(merged, name, tuple(self._findings), self._texts)

    def _file(self, path: Path, asked_at: Position) -> Node | None:
        data = read_bytes(path, self._folder)
        if isinstance(data, str):
            self._add(asked_at, "missing-file", f"{clean(path.name)}: {data}")
            return None
        tree: Tree = read_tree(data, str(path))
        self._findings += tree.findings
        self._texts[str(path)] = tree.text
        return tree.root

    def _merged(self, root: Mapping) -> Mapping | None:
        topics = root.get(TOPICS)
        if not isinstance(topics, Sequence):
            return root
        if len(topics.items) > MAX_TOPICS:
            self._add(
                topics.position,
                "file-limits",
                f"A course has at most {MAX_TOPICS} topics. Split it.",
            )
            return root
        items = tuple(found for item in topics.items if (found := self._topic(item)) is not None)
        if topics.items and not items:
            return None
        self._note_unlisted(topics)
        whole = msgspec.structs.replace(topics, items=items)
        entries = ((key, whole if key.text == TOPICS else value) for key, value in root.entries)
        return msgspec.structs.replace(root, entries=tuple(entries))

    def _topic(self, item: Node) -> Node | None:
        if not isinstance(item, Scalar):
            return item
        if not is_slug(item.text):
            self._add(
                item.position,
                "bad-value",
                "A topic's name is 1 to 64 of a-z, 0-9 and -, and its file topics/NAME.yaml. "
                "Rename it.",
            )
            return None
        path = self._entry.parent / TOPICS / f"{item.text}.yaml"
        root = self._file(path, item.position)
        if root is not None and not isinstance(root, Mapping):
            self._add(root.position, "yaml-syntax", "A topic is a mapping. Begin with id: …")
            return None
        return root

    def _note_unlisted(self, topics: Sequence) -> None:
        """A course in one file has no topic files to list."""
        names = [item.text for item in topics.items if isinstance(item, Scalar)]
        if not names:
            return
        for path in sorted((self._entry.parent / TOPICS).glob("*.yaml"))[:MAX_TOPICS]:
            if path.stem not in names:
                message = (
                    f"{clean(path.name)} is not listed here. Add it to `topics`, or remove it."
                )
                self._add(topics.position, "unlisted-topic", message, "warning")

    def _add(self, at: Position, rule: str, message: str, severity: Severity = "error") -> None:
        self._findings.append(Finding(at, severity, rule, message))
