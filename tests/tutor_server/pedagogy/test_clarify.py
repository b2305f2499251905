"""Questions answered from the course itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.small_course import course
from tutor_server.pedagogy import phrases
from tutor_server.pedagogy.clarify import Wish, another_look, clarify, telling_words

COURSE = course()


def ask(text: str, wish: Wish = "question", topic: int = 0, page: int = 0) -> str:
    return clarify(COURSE, topic, page, wish, text).text


def test_a_term_is_answered_from_the_glossary_and_named_so() -> None:
    answer = ask("What is a numerator?")
    assert answer.startswith(phrases.FROM_GLOSSARY)
    assert "the number above the line" in answer


def test_explain_says_the_present_page_in_the_authors_other_words() -> None:
    assert "Cut everything alike" in ask("", "explain")


def test_example_shows_a_worked_example_whole() -> None:
    assert "three quarters" in ask("", "example")


def test_a_question_is_answered_by_the_passage_that_shares_its_words() -> None:
    answer = ask("Why can only pieces of one size be counted?")
    assert "Pieces of one size can be counted." in answer
    assert "Adding" in answer


def test_what_lies_ahead_is_not_told() -> None:
    assert ask("Are more pieces smaller?", topic=0) != ask("Are more pieces smaller?", topic=1)


@pytest.mark.parametrize("text", ["Who won the cup in 1966?", "", "?", "blorp"])
def test_when_nothing_fits_that_is_said(text: str) -> None:
    bare = course(topics=[COURSE.topics[1]])
    found = clarify(bare, 0, 0, "question", text)
    assert (found.text, found.found) == ("", False)


def test_a_second_way_in_may_be_missing() -> None:
    assert another_look(COURSE, 0, 0) == "Cut everything alike, then count."
    assert another_look(COURSE, 1, 0) == ""


@given(st.text(max_size=300), st.sampled_from(["question", "explain", "example"]))
def test_any_text_is_taken(text: str, wish: Wish) -> None:
    clarify(COURSE, 0, 0, wish, text)


def test_words_are_compared_by_their_stems() -> None:
    assert telling_words("Adding fractions") == telling_words("added fraction")
