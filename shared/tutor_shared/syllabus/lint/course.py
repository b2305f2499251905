"""The course as rules see it: its tree, its plain values, its ids, and what could be built of it."""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.syllabus.build import Built
from tutor_shared.syllabus.fields import Fields, mappings, text
from tutor_shared.syllabus.finding import Position
from tutor_shared.syllabus.model import Question
from tutor_shared.syllabus.node import Mapping, Path, find

_QUESTION_DEPTH = 4


class Course:
    """One course under examination.

    `name` is what its id should be; `ids` maps what an id is of (skill, misconception, question,
    topic) to the ids and the path of each one's first definition. `complete` is whether every file
    could be read.
    """

    def __init__(
        self, root: Mapping, fields: Fields, built: Built, name: str, *, complete: bool = True
    ) -> None:
        self.root = root
        self.fields = fields
        self.built = built
        self.name = name
        self.complete = complete
        self.ids = _ids(fields)
        self._unsound: set[Path] = set()
        self._questions_of: dict[str | int, tuple[str, ...]] = {
            index: tuple(text(question, "id") for _, question in mappings(topic, "questions"))
            for index, topic in mappings(fields, "topics")
        }

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Where a path stands in the files."""
        return find(self.root, path, key=key).position

    def questions_of(self, topic: str | int) -> tuple[str, ...]:
        """The ids of the questions of a topic, as written, by its index in the course."""
        return self._questions_of.get(topic, ())

    def spoil(self, path: Path) -> None:
        """Note that something is wrong at a path: its question is not looked at for its meaning."""
        if question_path(path):
            self._unsound.add(question_path(path))

    def questions(self) -> Iterator[tuple[Path, Question]]:
        """Every question that could be built and whose form has nothing wrong with it."""
        for path, question in self.built.questions:
            if path not in self._unsound:
                yield path, question


def question_path(path: Path) -> Path:
    """The path of the question a path lies in; empty for one outside any question."""
    inside = len(path) >= _QUESTION_DEPTH and path[0] == "topics" and path[2] == "questions"
    return path[:_QUESTION_DEPTH] if inside else ()


def _ids(fields: Fields) -> dict[str, dict[str, Path]]:
    known: dict[str, dict[str, Path]] = {
        "skill": {},
        "misconception": {},
        "topic": {},
        "question": {},
    }
    for kind in ("skill", "misconception", "topic"):
        for index, entry in mappings(fields, f"{kind}s"):
            known[kind].setdefault(text(entry, "id"), (f"{kind}s", index, "id"))
    for index, topic in mappings(fields, "topics"):
        for number, question in mappings(topic, "questions"):
            path = ("topics", index, "questions", number, "id")
            known["question"].setdefault(text(question, "id"), path)
    return known
