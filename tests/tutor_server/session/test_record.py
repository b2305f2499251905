"""The record, folded from the facts."""

from __future__ import annotations

from tests.support.lessons import Driven
from tutor_server.session.record import fold_record


def test_the_record_tells_evidence_misconceptions_questions_and_hints() -> None:
    lesson = Driven()
    lesson.to_question("half-plus-third")
    lesson.say("2/5")
    lesson.hint()
    lesson.say("5/6")
    record = fold_record(lesson.course, "active", [row.private for row in lesson.rows])
    adding = record.skills[0]
    assert (adding.skill, adding.right, adding.first_attempts) == ("adding", 0, 1)
    assert [(m.id, m.count) for m in record.misconceptions] == [("adds-across", 1)]
    assert record.questions_done == 2
    assert record.hints_used == 1


def test_a_course_not_begun_has_an_empty_record() -> None:
    record = fold_record(Driven().course, "new", [])
    assert record.questions_done == 0
    assert all(skill.first_attempts == 0 for skill in record.skills)
