"""`answer-unreadable`: answers that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, line_of
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.answer_unreadable import RULE


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_a_match_is_read_as_the_question_s_own_type(tmp_path: Path) -> None:
    errors = "known_errors:\n  - misconception: adds-across\n    match: two fifths"
    text = course_text(question=errors)
    [finding] = found(tmp_path, text, RULE)
    assert finding.position.line == line_of(text, "match:")


def test_a_scaffold_step_s_answer_is_read_too(tmp_path: Path) -> None:
    scaffold = "scaffold:\n  - ask: How many?\n    answer: {number: many}"
    text = course_text(question=scaffold)
    [finding] = found(tmp_path, text, RULE)
    assert finding.position.line == line_of(text, "many}")


def test_the_variant_is_named_and_told_of_once(tmp_path: Path) -> None:
    part = "variants: [{a: 1}, {a: x}, {a: y}]\nanswer: {number: <<a>>}\ntests: {}\nhints: []"
    [finding] = found(tmp_path, course_text(question=part), RULE)
    assert finding.message.endswith("(In the variant a = x.)")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("{txt: Paris}", "There is no type of answer `txt`. Did you mean `text`?"),
        ("{type: nubmer, value: 5}", "no type of answer `nubmer`. Did you mean `number`?"),
        ("{forms: [decimal], nmber: 5}", "no type of answer `nmber`. Did you mean `number`?"),
        ("{qqq: 5}", "There are: choice, number"),
    ],
)
def test_of_a_type_that_is_not_there_the_nearest_is_told(
    tmp_path: Path, answer: str, said: str
) -> None:
    [finding] = found(tmp_path, course_text(question=f"answer: {answer}"), RULE)
    assert said in finding.message


@pytest.mark.parametrize("answer", ["5/6", "{}", "{value: 5}", "{type: [text]}"])
def test_an_answer_that_names_no_type_at_all_is_told_how_to(tmp_path: Path, answer: str) -> None:
    [finding] = found(tmp_path, course_text(question=f"answer: {answer}"), RULE)
    assert finding.message.startswith("An answer ")
