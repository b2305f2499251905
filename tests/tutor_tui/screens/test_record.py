from __future__ import annotations

from textual.widgets import Static

from tests.support.stage import Stage, rows
from tutor_shared.wire.frames import CourseRecord, MisconceptionRecord, SkillRecord
from tutor_tui.screens.record import NOTHING, RecordScreen, counted, course_lines

SKILLS = [
    SkillRecord("add", "Add [b]fractions", 0.97, mastered=True, right=5, first_attempts=6),
    SkillRecord("mix", "A title that is much longer than thirty-six columns", 0.3, False, 0, 0),
]
BEGUN = CourseRecord(
    "fractions", "Fractions", "active", SKILLS, [MisconceptionRecord("x", "Adds across", 3)], 7, 1
)
NEW = CourseRecord("logic", "Logic", "new", [], [], 0, 0)


def test_a_course_shows_skills_evidence_and_slips() -> None:
    assert course_lines(BEGUN).plain.split("\n") == [
        "Fractions   begun · 7 questions done · 1 hint taken",
        "  ✓ Add [b]fractions                      ━━━━━━━━━╌  97 %   5 of 6 right",
        "    A title that is much longer than th…  not asked yet",
        "Slips met",
        "  3 times  Adds across",
    ]


def test_things_are_counted_in_words() -> None:
    assert (counted(1, "hint"), counted(0, "hint")) == ("1 hint", "0 hints")


async def test_courses_that_were_not_begun_are_left_out() -> None:
    async with Stage(Static()).run_test(size=(90, 20)) as pilot:
        await pilot.app.push_screen(RecordScreen([BEGUN, NEW]))
        await pilot.pause()
        text = "\n".join(rows(pilot.app))
        assert "Fractions" in text
        assert "Logic" not in text


async def test_an_empty_record_says_how_it_fills() -> None:
    async with Stage(Static()).run_test() as pilot:
        await pilot.app.push_screen(RecordScreen([NEW]))
        await pilot.pause()
        assert NOTHING in "\n".join(rows(pilot.app))
