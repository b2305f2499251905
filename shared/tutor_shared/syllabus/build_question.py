"""One question from its plain tree: a variant a row, its answers read, its placeholders filled in.

The values of a row are put into the plain tree before anything is read, so an answer, a hint and a
test are the same whether they were written out or computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from tutor_shared.answers.block import (
    Accept,
    Answer,
    AnswerBlock,
    KnownError,
    NumberFormat,
    Ungraded,
)
from tutor_shared.answers.types import read_answer, read_match
from tutor_shared.errors import AnswerError
from tutor_shared.syllabus.fields import (
    Fields,
    mapping,
    mappings,
    optional_prose,
    prose,
    text,
    texts,
    whole,
)
from tutor_shared.syllabus.model import Media, Question, ScaffoldStep, Variant
from tutor_shared.syllabus.node import Path, Plain
from tutor_shared.syllabus.placeholders import PlaceholderError, Row, fill
from tutor_shared.syllabus.variants import Budget, VariantError, rows

DEFAULT_DIFFICULTY: Final = 2
_NOT_FILLED: Final = ("id", "skills", "difficulty", "variants", "variables", "where")


#: The rules whose findings only building can make.
ComplaintRule = Literal["answer-unreadable", "choice-options", "bad-variants", "bad-placeholder"]


class Complaint(msgspec.Struct, frozen=True):
    """What only building found out, and where."""

    rule: ComplaintRule
    path: Path
    message: str


class QuestionBuilder:
    """Builds the questions of one topic, and keeps what is wrong with them in `complaints`."""

    def __init__(self, number_format: NumberFormat) -> None:
        self.complaints: list[Complaint] = []
        self._number_format = number_format
        self._budget = Budget()

    def build(self, fields: Fields, path: Path) -> Question | None:
        """The question, or None where it cannot be built."""
        table = self._rows(fields, path)
        if table is None:
            return None
        shown = tuple(self._variant(fields, row, path) for row in table or (None,))
        variants = tuple(variant for variant in shown if variant is not None)
        if len(variants) != len(shown):
            return None
        return Question(
            id=text(fields, "id"),
            skills=texts(fields, "skills"),
            difficulty=whole(fields, "difficulty", DEFAULT_DIFFICULTY),
            variants=variants,
        )

    def _rows(self, fields: Fields, path: Path) -> Sequence[Row] | None:
        try:
            table = rows(fields, self._budget)
            self._budget.spend(len(table) * (_size(fields) if table else 0))
        except VariantError as error:
            self._complain("bad-variants", (*path, *error.path), error.message)
            return None
        return table

    def _variant(self, fields: Fields, row: Row | None, path: Path) -> Variant | None:
        """One row's variant; a second row does not repeat what the first complained of."""
        reader = _AnswerReader(self._number_format)
        try:
            filled = fields if row is None else _filled(fields, row)
            variant = _read(filled, reader)
        except PlaceholderError as error:
            self._complain("bad-placeholder", (*path, *error.path), error.message)
            return None
        for rule, where, message in reader.unreadable:
            note = f" (In the variant {row}.)" if row is not None else ""
            self._complain(rule, (*path, *where), message + note)
        return None if reader.unreadable else variant

    def _complain(self, rule: ComplaintRule, path: Path, message: str) -> None:
        if not any(known.path == path for known in self.complaints[-50:]):
            self.complaints.append(Complaint(rule, path, message))


class _AnswerReader:
    """Reads answers and goes on after one that cannot be read."""

    def __init__(self, number_format: NumberFormat) -> None:
        self.number_format = number_format
        self.unreadable: list[tuple[ComplaintRule, Path, str]] = []

    def own(self, tree: Plain, path: Path) -> Answer | None:
        try:
            return read_answer(tree)
        except AnswerError as error:
            self._note(tree, path, error)
            return None

    def match(self, tree: Plain, own: Answer, path: Path) -> Answer:
        try:
            return read_match(tree, own)
        except AnswerError as error:
            self._note(tree, path, error)
            return own

    def _note(self, tree: Plain, path: Path, error: AnswerError) -> None:
        is_choice = isinstance(tree, dict) and "choice" in (tree.get("type"), *tree)
        self.unreadable.append(
            ("choice-options" if is_choice else "answer-unreadable", path, str(error))
        )


def _filled(fields: Fields, row: Row) -> Fields:
    return {
        key: value if key in _NOT_FILLED else fill(value, row, (key,))
        for key, value in fields.items()
    }


def _read(fields: Fields, reader: _AnswerReader) -> Variant | None:
    own = reader.own(fields.get("answer", ""), ("answer",))
    steps = _scaffold(fields, reader)
    if own is None:
        return None
    return Variant(
        prompt=prose(fields, "prompt"),
        block=_block(fields, own, reader),
        right=prose(fields, "right"),
        hints=tuple(hint.rstrip("\n") for hint in texts(fields, "hints")),
        scaffold=steps,
        solution=prose(fields, "solution"),
        media=tuple(
            Media(text(one, "src"), text(one, "alt")) for _, one in mappings(fields, "media")
        ),
        tests=tuple(
            (label, texts(mapping(fields, "tests"), label))
            for label in sorted(mapping(fields, "tests"))
        ),
    )


def _block(fields: Fields, own: Answer, reader: _AnswerReader) -> AnswerBlock:
    def matches(key: str) -> list[tuple[Fields, Answer]]:
        return [
            (entry, reader.match(entry.get("match", ""), own, (key, index, "match")))
            for index, entry in mappings(fields, key)
        ]

    return AnswerBlock(
        answer=own,
        accept=tuple(
            Accept(match, optional_prose(entry, "note")) for entry, match in matches("accept")
        ),
        ungraded=tuple(
            Ungraded(match, optional_prose(entry, "message"))
            for entry, match in matches("ungraded")
        ),
        known_errors=tuple(
            KnownError(
                match=match,
                misconception=text(entry, "misconception"),
                feedback=optional_prose(entry, "feedback"),
                hint=optional_prose(entry, "hint"),
            )
            for entry, match in matches("known_errors")
        ),
        number_format=reader.number_format,
    )


def _scaffold(fields: Fields, reader: _AnswerReader) -> tuple[ScaffoldStep, ...]:
    steps = []
    for index, step in mappings(fields, "scaffold"):
        answer = reader.own(step.get("answer", ""), ("scaffold", index, "answer"))
        if answer is not None:
            block = AnswerBlock(answer=answer, number_format=reader.number_format)
            steps.append(ScaffoldStep(prose(step, "ask"), block))
    return tuple(steps)


def _size(tree: Plain) -> int:
    match tree:
        case str():
            return 1 + len(tree) // 1_000
        case list():
            return 1 + sum(map(_size, tree))
        case _:
            return 1 + sum(map(_size, tree.values()))
