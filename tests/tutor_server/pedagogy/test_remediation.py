"""The words about a mistake, and that none is said twice."""

from __future__ import annotations

from tests.support.small_course import ADDS_ACROSS
from tutor_server.pedagogy.remediation import (
    first_unsaid,
    for_known_error,
    for_stuck,
    for_unknown_error,
)
from tutor_shared.answers.verdict import Verdict

KNOWN = Verdict("incorrect", "You added both.", "adds-across", "known_error", "More than half?")


def test_the_first_time_the_authors_feedback_is_said_with_its_question() -> None:
    assert for_known_error(KNOWN, ADDS_ACROSS, ())[1] == "You added both.\n\nMore than half?"


def test_the_same_mistake_is_never_told_in_the_same_words_twice() -> None:
    said: list[str] = []
    texts = []
    for _ in range(5):
        key, text = for_known_error(KNOWN, ADDS_ACROSS, said)
        said.append(key)
        texts.append(text)
    assert len(set(texts)) == 5
    assert texts[1] == ADDS_ACROSS.remediation


def test_an_unknown_mistake_and_being_stuck_have_words_of_their_own() -> None:
    wrong, why = Verdict("incorrect"), Verdict("incorrect", "Three is more than two.")
    assert for_unknown_error(why, ())[1] == "Three is more than two."
    assert for_unknown_error(wrong, ())[1] != for_unknown_error(wrong, ("unknown:0",))[1]
    assert for_stuck(())[1] != for_stuck(("stuck:0",))[1]


def test_when_all_was_said_the_last_one_stands() -> None:
    assert first_unsaid([("a", "A"), ("b", "B"), ("c", "")], ("a", "b")) == ("b", "B")
