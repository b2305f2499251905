"""One question from its plain tree."""

from __future__ import annotations

from tutor_shared.answers.block import Number, NumberFormat
from tutor_shared.syllabus.build_question import Complaint, QuestionBuilder
from tutor_shared.syllabus.fields import Fields
from tutor_shared.syllabus.model import Question
from tutor_shared.syllabus.variants import Budget

PLAIN: Fields = {
    "id": "q", "skills": ["adding"], "prompt": "What?\n", "answer": {"number": "5/6"},
    "right": "Yes.\n", "hints": ["One.\n", "Two."], "solution": "So.",
    "accept": [{"match": {"text": "five sixths"}, "note": "In words."}],
    "ungraded": [{"match": "0.83", "message": "Exactly, please."}],
    "known_errors": [{"misconception": "m", "match": "2/5", "feedback": "f", "hint": "h"}],
    "scaffold": [{"ask": "How many?", "answer": {"number": "3"}}],
    "media": [{"src": "a.png", "alt": "A half."}],
    "tests": {"incorrect": ["1"], "correct": ["5/6"]},
}  # fmt: skip


def built(fields: Fields) -> tuple[Question | None, list[Complaint]]:
    builder = QuestionBuilder(NumberFormat())
    return builder.build(fields, ("q",)), builder.complaints


def test_a_question_without_variants_has_one() -> None:
    question, complaints = built(PLAIN)
    assert complaints == []
    assert question is not None
    [variant] = question.variants
    assert variant.prompt == "What?"
    assert variant.hints == ("One.", "Two.")
    assert isinstance(variant.block.answer, Number)
    assert variant.block.accept[0].note == "In words."
    assert variant.block.ungraded[0].message == "Exactly, please."
    known = variant.block.known_errors[0]
    assert (known.misconception, known.feedback, known.hint) == ("m", "f", "h")
    assert variant.scaffold[0].ask == "How many?"
    assert variant.media[0].alt == "A half."
    assert variant.tests == (("correct", ("5/6",)), ("incorrect", ("1",)))


def test_a_row_is_a_variant_with_every_text_filled_in() -> None:
    fields: Fields = {
        **PLAIN,
        "variants": [{"a": "1", "b": "2"}, {"a": "2", "b": "3"}],
        "prompt": "<<a>>/<<b>> + 1?",
        "answer": {"number": "<<a/b + 1>>"},
        "tests": {"correct": ["<<a + b>>/<<b>>"]},
    }
    question, complaints = built(fields)
    assert complaints == []
    assert question is not None
    assert [variant.prompt for variant in question.variants] == ["1/2 + 1?", "2/3 + 1?"]
    answers = [variant.block.answer for variant in question.variants]
    assert [answer.value for answer in answers if isinstance(answer, Number)] == ["3/2", "5/3"]
    assert question.variants[1].tests == (("correct", ("5/3",)),)


def test_all_unreadable_answers_are_told_and_there_is_no_question() -> None:
    question, complaints = built(
        {
            **PLAIN,
            "known_errors": [{"misconception": "m", "match": "x"}],
            "scaffold": [{"ask": "?", "answer": {"number": "y"}}],
        }
    )
    assert question is None
    assert {complaint.path for complaint in complaints} == {
        ("q", "known_errors", 0, "match"),
        ("q", "scaffold", 0, "answer"),
    }


def test_what_is_wrong_in_every_row_is_told_once() -> None:
    _, complaints = built({**PLAIN, "variants": [{"a": "1"}, {"a": "2"}], "prompt": "<<b>>"})
    assert [(complaint.rule, complaint.path) for complaint in complaints] == [
        ("bad-placeholder", ("q", "prompt"))
    ]


def test_variants_have_a_budget() -> None:
    builder = QuestionBuilder(NumberFormat())
    builder._budget = Budget(10)
    assert builder.build({**PLAIN, "variants": [{"a": "1"}]}, ("q",)) is None
    assert builder.complaints[0].rule == "bad-variants"


def test_a_question_of_nothing_but_holes_does_not_raise() -> None:
    question, complaints = built({})
    assert question is None
    assert complaints[0].path == ("q", "answer")
