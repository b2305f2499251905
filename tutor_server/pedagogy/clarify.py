"""Answering a learner's question from the course itself, without a language model.

The glossary for a term, `again` for "explain", a worked example for "example", else the passage
that shares most telling words with the question. What was found is named by where it stands;
where nothing fits, that is said.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from tutor_server.pedagogy import phrases
from tutor_server.pedagogy.pages import Prose, example, pages
from tutor_shared.syllabus.model import Syllabus, Topic, WorkedBlock

Wish = Literal["question", "explain", "example"]

#: Words that tell nothing about what a question is about.
_FILLER: Final = frozenset(
    "a about again an and another any are as at be because been but by can could did do does "
    "doing don dont else explain for from get give had has have help here how i if in into is it "
    "its just know like me mean means more my no not now of on one only or other out please really "
    "same say see show so some still tell than that the their them then there these they thing "
    "this to too understand up us use very was way we were what when where which who why will "
    "with word words would you your example".split()
)
#: A question's words beyond this many are not looked at.
_MAX_WORDS: Final = 60
#: A passage must share words of at least this much weight: one rare word, or two common ones.
_ENOUGH: Final = 1.0


class Clarification(msgspec.Struct, frozen=True):
    """What to say, and whether the course held it."""

    text: str
    found: bool = True


class _Passage(msgspec.Struct, frozen=True):
    title: str
    text: str


def clarify(course: Syllabus, topic: int, page: int, wish: Wish, text: str) -> Clarification:
    """The best the course has to say to this question, seen from this place in it."""
    words = telling_words(text)
    if wish == "example":
        return _example(course, topic, words)
    if wish == "explain":
        return _explanation(course, topic, page, words)
    if entry := _glossary(course, text):
        return Clarification(f"{phrases.FROM_GLOSSARY} {entry}")
    if passage := _best(course, topic, words):
        return _named(passage)
    if not words and (again := _again(course.topics[topic], page)):
        return Clarification(f"{phrases.AGAIN}\n\n{again}")
    return Clarification("", found=False)


def another_look(course: Syllabus, topic: int, page: int) -> str:
    """The present page in other words, for a learner who needs a second way in; may be empty."""
    return _again(course.topics[topic], page)


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about, folded and cut to their stems."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    words = letters.split()[:_MAX_WORDS]
    return tuple(_stem(word) for word in words if word not in _FILLER and not word.isdigit())


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "es", "ed", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _glossary(course: Syllabus, text: str) -> str | None:
    wanted = set(telling_words(text))
    hits = [
        (len(stems), term, meaning)
        for term, meaning in course.glossary
        if (stems := set(telling_words(term))) and stems <= wanted
    ]
    if not hits:
        return None
    _, term, meaning = max(hits, key=lambda hit: hit[0])
    return f"**{term}** is {meaning.strip()}"


def _again(topic: Topic, page: int) -> str:
    turned = pages(topic)
    for candidate in reversed(turned[: page + 1]):
        if isinstance(candidate, Prose) and candidate.again.strip():
            return candidate.again.strip()
    return ""


def _example(course: Syllabus, topic: int, words: Sequence[str]) -> Clarification:
    candidates = [
        _Passage(place.title, example(block))
        for place in _nearest(course, topic)
        for block in place.exposition
        if isinstance(block, WorkedBlock)
    ]
    here = [passage for passage in candidates if passage.title == course.topics[topic].title]
    chosen = _most_telling(candidates, words) or next(iter(here), None)
    if chosen is not None:
        return _named(chosen)
    if passage := _best(course, topic, words):
        return Clarification(f"{phrases.NO_EXAMPLE}\n\n{passage.text}")
    return Clarification("", found=False)


def _explanation(course: Syllabus, topic: int, page: int, words: Sequence[str]) -> Clarification:
    """The page that fits what is asked, in other words where there are any; else the present one."""
    prose = [shown for shown in pages(course.topics[topic]) if isinstance(shown, Prose)]
    passages = [_Passage(shown.text, shown.again.strip() or shown.text.strip()) for shown in prose]
    if best := _most_telling(passages, words):
        return Clarification(f"{phrases.AGAIN}\n\n{best.text}")
    again = _again(course.topics[topic], page)
    return Clarification(f"{phrases.AGAIN}\n\n{again}" if again else "", found=bool(again))


def _best(course: Syllabus, topic: int, words: Sequence[str]) -> _Passage | None:
    passages = [
        _Passage(place.title, page.text.strip())
        for place in _nearest(course, topic)
        for page in pages(place)
        if isinstance(page, Prose)
    ]
    return _most_telling(passages, words)


def _nearest(course: Syllabus, topic: int) -> list[Topic]:
    """The present topic first, then those behind it, nearest first; never what lies ahead."""
    return [course.topics[index] for index in range(topic, -1, -1)]


def _most_telling(passages: Sequence[_Passage], words: Iterable[str]) -> _Passage | None:
    """The passage whose shared words are rarest (inverse document frequency); ties: the first."""
    wanted = set(words)
    bags = [set(telling_words(f"{passage.title} {passage.text}")) for passage in passages]
    spread = Counter(word for bag in bags for word in bag & wanted)
    weight = {word: math.log(1 + len(passages) / count) for word, count in spread.items()}
    best, best_score = None, 0.0
    for passage, bag in zip(passages, bags, strict=True):
        score = round(sum(weight[word] for word in bag & wanted), 9)
        if score > best_score:
            best, best_score = passage, score
    enough = _ENOUGH if len(wanted) > 1 else math.log(2)
    return best if best_score >= enough else None


def _named(passage: _Passage) -> Clarification:
    where = phrases.FROM_TOPIC.format(title=passage.title)
    return Clarification(f"{where}\n\n{passage.text}")
