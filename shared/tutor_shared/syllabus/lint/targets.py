"""What a path on the command line stands for: a course, one file of it, or a folder of courses."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tutor_shared.errors import UsageError
from tutor_shared.syllabus.course_files import ENTRY, TOPICS, is_course
from tutor_shared.wire.clean import clean


class Target(msgspec.Struct, frozen=True):
    """A course to look at; with `only`, findings in that file alone are told."""

    course: Path
    only: Path | None = None


def targets(path: Path) -> list[Target]:
    """Every course a path stands for.

    Raises:
        UsageError: the path is not there, or holds no course.
    """
    if path.is_dir():
        return _in_folder(path)
    if not path.exists():
        raise UsageError(f"There is no {clean(str(path))}. Give a course's folder or file.")
    folder = path.parent.parent
    if path.parent.name == TOPICS and is_course(folder):
        return [Target(folder, path)]
    return [Target(path.parent if path.name == ENTRY else path)]


def _in_folder(path: Path) -> list[Target]:
    if is_course(path):
        return [Target(path)]
    found = [Target(child) for child in sorted(path.iterdir()) if is_course(child)]
    if not found:
        raise UsageError(
            f"{clean(str(path))} holds no course. A course is a folder with a {ENTRY}; "
            "give its path, or that of a folder with courses."
        )
    return found
