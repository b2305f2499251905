"""Courses for tests: a small one that has nothing wrong, and ways to change a part of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tutor_shared.syllabus.finding import Finding
from tutor_shared.syllabus.loader import Loaded, load

NAME: Final = "example"

COURSE: Final = {
    "format": "format: 1",
    "id": f"id: {NAME}",
    "title": "title: Adding fractions",
    "skills": "skills:\n  - {id: adding, title: Add fractions}",
    "misconceptions": "misconceptions:\n  - {id: adds-across, title: Adds tops and bottoms}",
}
TOPIC: Final = {"id": "id: sums", "title": "title: Sums"}
QUESTION: Final = {
    "id": "id: half-plus-third",
    "skills": "skills: [adding]",
    "prompt": "prompt: What is 1/2 + 1/3?",
    "answer": "answer: {number: 5/6}",
    "hints": "hints:\n  - Which pieces could both be cut into?\n  - 3/6 + 2/6 = 5/6.",
    "solution": "solution: Cut both into sixths.",
    "tests": "tests:\n  correct: [5/6]\n  incorrect: [2/5]",
}


def course_text(
    *, course: str = "", topic: str = "", question: str = "", without: Sequence[str] = ()
) -> str:
    """A course in one file.

    Each argument is YAML whose keys replace or join those of its level; `without` names keys of
    the question to leave out.
    """
    base = {key: value for key, value in QUESTION.items() if key not in without}
    asked = "" if _has(topic, "questions") else _listed("questions", _merged(base, question))
    told = "" if _has(course, "topics") else _listed("topics", _merged(TOPIC, topic) + asked)
    return _merged(COURSE, course) + told


def write_course(folder: Path, text: str, name: str = NAME) -> Path:
    """Write a course in one file into a course folder of its own, and return that folder."""
    course = folder / name
    course.mkdir(parents=True, exist_ok=True)
    (course / "syllabus.yaml").write_text(text, encoding="utf-8")
    return course


def load_text(folder: Path, text: str) -> Loaded:
    """Load a course written in one file."""
    return load(write_course(folder, text))


def line_of(text: str, part: str) -> int:
    """The line, from 1, on which a part of a text first stands."""
    return text.count("\n", 0, text.index(part)) + 1


def rules_of(findings: Sequence[Finding]) -> set[str]:
    """The rules of findings."""
    return {finding.rule for finding in findings}


def _has(part: str, key: str) -> bool:
    return re.search(rf"^{key}:", part, re.MULTILINE) is not None


def _merged(base: Mapping[str, str], part: str) -> str:
    kept = [value for key, value in base.items() if not _has(part, key)]
    return "\n".join([*kept, part.strip("\n")]).rstrip("\n") + "\n"


def _listed(key: str, item: str) -> str:
    lines = textwrap.indent(item, "    ")
    return f"{key}:\n  - {lines.lstrip()}"
