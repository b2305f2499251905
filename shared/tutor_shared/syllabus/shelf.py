"""The shelf: the courses on offer, from a folder of the host's and from those that are bundled.

A course is read again when one of its files has another size or time of change; between changes it
is kept. A course of the host's own folder stands before a bundled one of the same id.
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Final

import msgspec

from tutor_shared.errors import SyllabusError
from tutor_shared.ids import is_slug
from tutor_shared.syllabus.course_files import ENTRY, TOPICS, is_course
from tutor_shared.syllabus.loader import Loaded, content_hash, load, read_document
from tutor_shared.syllabus.model import Syllabus

#: Stored documents kept in memory; a class seldom has more versions of courses under way.
MAX_DOCUMENTS: Final = 64
#: Courses on a shelf; beyond it the first by name are offered.
MAX_COURSES: Final = 500

#: Each file's name, time of change in ns, and size.
Signature = tuple[tuple[str, int, int], ...]


def bundled() -> Path:
    """The folder of the courses that come with the program, in a wheel or in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "courses"
    return installed if installed.is_dir() else here.parents[2] / "syllabi"


def courses_in(folder: Path) -> dict[str, Path]:
    """The course folders in a folder, by name; a link that leads out of it is passed over."""
    try:
        inside = folder.resolve()
        found = sorted(path for path in folder.iterdir() if _is_ours(path, inside))
    except OSError:
        return {}
    return {path.name: path for path in found[:MAX_COURSES]}


def _is_ours(path: Path, inside: Path) -> bool:
    return is_slug(path.name) and is_course(path) and path.resolve().is_relative_to(inside)


class Shelf:
    """The courses of `root`, if given, and the bundled ones."""

    def __init__(self, root: Path | None = None) -> None:
        self._folders = [bundled()] if root is None else [bundled(), root]
        self._loaded: dict[Path, tuple[Signature, Loaded]] = {}
        self._documents: OrderedDict[str, Syllabus] = OrderedDict()

    def ids(self) -> list[str]:
        """Every course without errors, by id."""
        return [name for name, path in self._paths().items() if not self._load(path).errors]

    def all(self) -> list[tuple[Path, Loaded]]:
        """Every course with its folder, those with errors too, by id."""
        return [(path, self._load(path)) for path in self._paths().values()]

    def get(self, name: str) -> tuple[Syllabus, bytes]:
        """The present version of a course and its document.

        Raises:
            KeyError: there is no such course.
            SyllabusError: it has errors; carries the findings.
        """
        loaded = self._load(self._paths()[name])
        if loaded.syllabus is None:
            raise SyllabusError(name, tuple(map(str, loaded.errors)))
        return loaded.syllabus, loaded.document

    def read(self, document: bytes) -> Syllabus:
        """A course from a stored document.

        Raises:
            SyllabusError: it is no course's document.
        """
        key = content_hash(document)
        syllabus = self._documents.get(key) or read_document(document)
        self._documents[key] = syllabus
        self._documents.move_to_end(key)
        if len(self._documents) > MAX_DOCUMENTS:
            self._documents.popitem(last=False)
        return syllabus

    def _paths(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self._folders:
            found |= courses_in(folder)
        return dict(sorted(found.items()))

    def _load(self, path: Path) -> Loaded:
        signature = _signature(path)
        known = self._loaded.get(path)
        if known is None or known[0] != signature:
            known = (signature, msgspec.structs.replace(load(path), texts={}))
            self._loaded[path] = known
        return known[1]


def _signature(folder: Path) -> Signature:
    files = [folder / ENTRY, *sorted((folder / TOPICS).glob("*.yaml"))]
    return tuple(_stamp(path) for path in files)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return path.name, 0, -1
    return path.name, stat.st_mtime_ns, stat.st_size
