"""From a plain tree to the model: tolerant, because rules have told already what is wrong.

A missing or wrong value becomes its default here; what only building can find out (answers that
cannot be read, placeholders that cannot be filled in) is returned as complaints by path.
"""

from __future__ import annotations

import msgspec

from tutor_shared.answers.block import NumberFormat
from tutor_shared.syllabus.build_question import Complaint, QuestionBuilder
from tutor_shared.syllabus.fields import (
    Fields,
    mapping,
    mappings,
    prose,
    share,
    text,
    texts,
    whole,
)
from tutor_shared.syllabus.model import (
    AskBlock,
    Block,
    MasteryPolicy,
    Misconception,
    Policy,
    Question,
    Skill,
    Syllabus,
    TextBlock,
    Topic,
    WorkedBlock,
    WorkedStep,
)
from tutor_shared.syllabus.node import Path


class Built(msgspec.Struct, frozen=True):
    """A course built, as far as it can be. `questions` has each by its path in the tree."""

    syllabus: Syllabus
    questions: tuple[tuple[Path, Question], ...]
    complaints: tuple[Complaint, ...]


def build(fields: Fields, content_hash: str) -> Built:
    """Build a course from its plain tree."""
    number_format = _number_format(mapping(fields, "number_format"))
    questions: list[tuple[Path, Question]] = []
    complaints: list[Complaint] = []
    topics = []
    for index, topic in mappings(fields, "topics"):
        builder = QuestionBuilder(number_format)
        asked = []
        for number, question in mappings(topic, "questions"):
            path: Path = ("topics", index, "questions", number)
            built = builder.build(question, path)
            if built is not None:
                questions.append((path, built))
                asked.append(built)
        complaints += builder.complaints
        topics.append(_topic(topic, tuple(asked)))
    syllabus = _course(fields, number_format, tuple(topics), content_hash)
    return Built(syllabus, tuple(questions), tuple(complaints))


def _course(
    fields: Fields, number_format: NumberFormat, topics: tuple[Topic, ...], content_hash: str
) -> Syllabus:
    glossary = mapping(fields, "glossary")
    return Syllabus(
        id=text(fields, "id"),
        title=text(fields, "title"),
        version=text(fields, "version", "0"),
        language=text(fields, "language", "en"),
        license=text(fields, "license"),
        authors=texts(fields, "authors"),
        description=prose(fields, "description"),
        guidance=prose(fields, "guidance"),
        number_format=number_format,
        policy=_policy(mapping(fields, "policy")),
        mastery=_mastery(mapping(fields, "mastery")),
        skills=tuple(
            Skill(text(skill, "id"), text(skill, "title"), texts(skill, "requires"))
            for _, skill in mappings(fields, "skills")
        ),
        misconceptions=tuple(
            Misconception(
                id=text(one, "id"),
                title=text(one, "title"),
                skills=texts(one, "skills"),
                remediation=prose(one, "remediation"),
            )
            for _, one in mappings(fields, "misconceptions")
        ),
        glossary=tuple((term, prose(glossary, term)) for term in sorted(glossary)),
        topics=topics,
        content_hash=content_hash,
    )


def _number_format(fields: Fields) -> NumberFormat:
    default = NumberFormat()
    return NumberFormat(
        decimal=text(fields, "decimal", default.decimal),
        group=text(fields, "group", default.group),
    )


def _policy(fields: Fields) -> Policy:
    default = Policy()
    given = {key: text(fields, key) for key in ("reveal", "skip") if text(fields, key)}
    attempts = whole(fields, "max_attempts", default.max_attempts)
    try:
        return msgspec.convert({"max_attempts": attempts, **given}, Policy)
    except msgspec.ValidationError:
        return default


def _mastery(fields: Fields) -> MasteryPolicy:
    default = MasteryPolicy()
    return MasteryPolicy(
        threshold=share(fields, "threshold", default.threshold),
        min_evidence=whole(fields, "min_evidence", default.min_evidence),
        prior=share(fields, "prior", default.prior),
        learn=share(fields, "learn", default.learn),
        slip=share(fields, "slip", default.slip),
        guess=share(fields, "guess", 0.0) if "guess" in fields else None,
    )


def _topic(fields: Fields, questions: tuple[Question, ...]) -> Topic:
    blocks = (_exposition_block(block) for _, block in mappings(fields, "exposition"))
    return Topic(
        id=text(fields, "id"),
        title=text(fields, "title"),
        objective=prose(fields, "objective"),
        exposition=tuple(block for block in blocks if block is not None),
        questions=questions,
    )


def _exposition_block(fields: Fields) -> Block | None:
    if "text" in fields:
        return TextBlock(prose(fields, "text"), prose(fields, "again"))
    if "worked" in fields:
        worked = mapping(fields, "worked")
        steps = tuple(
            WorkedStep(prose(step, "do"), prose(step, "why"), prose(step, "ask"))
            for _, step in mappings(worked, "steps")
        )
        return WorkedBlock(prose(worked, "problem"), steps, prose(fields, "again"))
    if "ask" in fields:
        return AskBlock(text(fields, "ask"))
    return None
