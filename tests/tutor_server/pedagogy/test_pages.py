"""Turning a topic's pages."""

from __future__ import annotations

from tests.support.small_course import course
from tutor_server.pedagogy.pages import AskPage, Prose, example, heading, pages
from tutor_shared.syllabus.model import WorkedBlock

ADDING = course().topics[0]


def test_a_topic_is_turned_page_by_page_with_its_questions_between() -> None:
    kinds = [type(page) for page in pages(ADDING)]
    assert kinds == [Prose, AskPage, Prose, Prose]


def test_a_step_left_to_the_learner_ends_a_page_and_is_told_on_the_next() -> None:
    before, after = (page for page in pages(ADDING) if isinstance(page, Prose) and page.worked)
    assert "How many quarters are there?" in before.text
    assert "three quarters" not in before.text
    assert "three quarters" in after.text


def test_an_example_in_one_piece_holds_every_step() -> None:
    (block,) = (block for block in ADDING.exposition if isinstance(block, WorkedBlock))
    assert all(step.do in example(block) for step in block.steps)


def test_the_heading_names_topic_and_objective() -> None:
    assert heading(ADDING) == "## Adding\n\n*You can do adding.*"
