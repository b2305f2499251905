"""A course as the lesson sees it: frozen values, every reference checked by the loader.

A question without variants has exactly one `Variant`; with a table, one a row, every
`<<placeholder>>` already filled in.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor_shared.answers.block import AnswerBlock, NumberFormat

Reveal = Literal["never", "after_last_hint", "after_max_attempts"]
SkipRule = Literal["allowed", "after_attempt", "never"]


class Policy(msgspec.Struct, frozen=True):
    """What a learner may do with a question."""

    max_attempts: int = 4
    reveal: Reveal = "after_last_hint"
    skip: SkipRule = "allowed"


class MasteryPolicy(msgspec.Struct, frozen=True):
    """Parameters of knowledge tracing; `guess` None means: by answer type."""

    threshold: float = 0.95
    min_evidence: int = 3
    prior: float = 0.5
    learn: float = 0.05
    slip: float = 0.05
    guess: float | None = None


class Skill(msgspec.Struct, frozen=True):
    """Something one can be able to do."""

    id: str
    title: str
    requires: tuple[str, ...] = ()


class Misconception(msgspec.Struct, frozen=True):
    """A well-known wrong idea, shared by questions so that it can be counted."""

    id: str
    title: str
    skills: tuple[str, ...] = ()
    remediation: str = ""


class TextBlock(msgspec.Struct, frozen=True, tag="text"):
    """Prose; `again` says the same in other words."""

    text: str
    again: str = ""


class WorkedStep(msgspec.Struct, frozen=True):
    """One step of a worked example. With `ask` it is first left to the learner."""

    do: str
    why: str = ""
    ask: str = ""


class WorkedBlock(msgspec.Struct, frozen=True, tag="worked"):
    """A worked example."""

    problem: str
    steps: tuple[WorkedStep, ...]
    again: str = ""


class AskBlock(msgspec.Struct, frozen=True, tag="ask"):
    """A question between blocks, by its id."""

    question: str


Block = TextBlock | WorkedBlock | AskBlock


class ScaffoldStep(msgspec.Struct, frozen=True):
    """A smaller question on the way to the answer."""

    ask: str
    block: AnswerBlock


class Media(msgspec.Struct, frozen=True):
    """A picture, told in words."""

    src: str
    alt: str


class Variant(msgspec.Struct, frozen=True):
    """One showing of a question, placeholders filled in. `tests` maps a label to answers."""

    prompt: str
    block: AnswerBlock
    right: str = ""
    hints: tuple[str, ...] = ()
    scaffold: tuple[ScaffoldStep, ...] = ()
    solution: str = ""
    media: tuple[Media, ...] = ()
    tests: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Question(msgspec.Struct, frozen=True):
    """A question and its variants, at least one."""

    id: str
    skills: tuple[str, ...]
    difficulty: int
    variants: tuple[Variant, ...]


class Topic(msgspec.Struct, frozen=True):
    """A stretch of the course: what is told, then what is asked."""

    id: str
    title: str
    objective: str
    exposition: tuple[Block, ...]
    questions: tuple[Question, ...]

    def question(self, id: str) -> Question:
        """The question of that id. Raises KeyError."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)


class Syllabus(msgspec.Struct, frozen=True):
    """A whole course. `content_hash` is over the document, so equal text is an equal course."""

    id: str
    title: str
    version: str
    language: str
    license: str
    authors: tuple[str, ...]
    description: str
    guidance: str
    number_format: NumberFormat
    policy: Policy
    mastery: MasteryPolicy
    skills: tuple[Skill, ...]
    misconceptions: tuple[Misconception, ...]
    glossary: tuple[tuple[str, str], ...]
    topics: tuple[Topic, ...]
    content_hash: str

    def skill(self, id: str) -> Skill:
        """The skill of that id. Raises KeyError."""
        for skill in self.skills:
            if skill.id == id:
                return skill
        raise KeyError(id)

    def misconception(self, id: str) -> Misconception:
        """The misconception of that id. Raises KeyError."""
        for misconception in self.misconceptions:
            if misconception.id == id:
                return misconception
        raise KeyError(id)

    def topic(self, id: str) -> Topic:
        """The topic of that id. Raises KeyError."""
        for topic in self.topics:
            if topic.id == id:
                return topic
        raise KeyError(id)
