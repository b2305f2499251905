"""What comes next."""

from __future__ import annotations

from tests.support.small_course import course, plain, topic
from tutor_server.pedagogy.policy import (
    Ask,
    EnterTopic,
    Finish,
    ShowPage,
    following,
    topics_done,
)

COURSE = course()


def test_pages_and_the_questions_between_them_come_in_order() -> None:
    assert following(COURSE, 0, 0, ()) == Ask("which-bigger", 1)
    assert following(COURSE, 0, 1, ("which-bigger",)) == ShowPage(2)


def test_a_question_between_pages_that_is_done_is_passed_over() -> None:
    assert following(COURSE, 0, 0, ("which-bigger",)) == ShowPage(2)


def test_after_the_pages_come_the_questions_not_asked_yet() -> None:
    assert following(COURSE, 0, 3, ("which-bigger",)) == Ask("half-plus-third")


def test_after_the_questions_comes_the_next_topic_and_then_the_end() -> None:
    first = ("which-bigger", "half-plus-third")
    assert following(COURSE, 0, 3, first) == EnterTopic(1)
    assert following(COURSE, 1, 0, (*first, "seven")) == Finish()


def test_a_topic_with_nothing_to_ask_leads_on() -> None:
    silent = course(topics=[topic("quiet", (), ()), topic("loud", (), (plain("one", "1"),))])
    assert following(silent, 0, -1, ()) == EnterTopic(1)
    assert topics_done(silent, 0, ()) == 0
    assert topics_done(silent, 1, ()) == 1


def test_a_topic_is_done_when_all_its_questions_are() -> None:
    assert topics_done(COURSE, 0, ("which-bigger",)) == 0
    assert topics_done(COURSE, 0, ("which-bigger", "half-plus-third")) == 1
