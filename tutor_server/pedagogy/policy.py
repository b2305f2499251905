"""What comes next: the outer loop of the lesson.

Pages of a topic in order with the questions that stand between them, then the topic's other
questions in order, each once, then the next topic.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from tutor_server.pedagogy.pages import AskPage, pages
from tutor_shared.syllabus.model import Syllabus, Topic


class ShowPage(msgspec.Struct, frozen=True):
    """Turn to this page of the present topic."""

    page: int


class Ask(msgspec.Struct, frozen=True):
    """Put this question; `page` when it stands between pages."""

    question: str
    page: int | None = None


class EnterTopic(msgspec.Struct, frozen=True):
    """Open this topic, by its place."""

    topic: int


class Finish(msgspec.Struct, frozen=True):
    """Nothing is left."""


Following = ShowPage | Ask | EnterTopic | Finish


def following(course: Syllabus, topic: int, page: int, done: Collection[str]) -> Following:
    """What follows page `page` of topic `topic`, once the questions in `done` are behind us."""
    present, done = course.topics[topic], frozenset(done)
    for index, candidate in enumerate(pages(present)[page + 1 :], page + 1):
        if not isinstance(candidate, AskPage):
            return ShowPage(index)
        if candidate.question not in done:
            return Ask(candidate.question, index)
    for question in present.questions:
        if question.id not in done:
            return Ask(question.id)
    return EnterTopic(topic + 1) if topic + 1 < len(course.topics) else Finish()


def topics_done(course: Syllabus, topic: int, done: Collection[str]) -> int:
    """How many topics are behind the learner: opened, with every question done.

    A topic that has nothing to ask is behind once a later one is open.
    """
    done = frozenset(done)
    return sum(
        _is_behind(candidate, done, opened=index <= topic, last=index == topic)
        for index, candidate in enumerate(course.topics)
    )


def _is_behind(topic: Topic, done: Collection[str], *, opened: bool, last: bool) -> bool:
    if not topic.questions:
        return opened and not last
    # The last question is asked last, and so tells most topics at once.
    return topic.questions[-1].id in done and all(q.id in done for q in topic.questions)
