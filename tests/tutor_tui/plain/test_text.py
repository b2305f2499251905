from __future__ import annotations

from msgspec.structs import replace

from tests.support.fake_server import COURSES, END, OPENING, QUESTION, RIGHT, said, state
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame, VerdictName
from tutor_tui.plain.text import (
    chosen,
    course_lines,
    error_line,
    frame_lines,
    help_lines,
    last_part,
    record_lines,
    unchosen,
)


def test_the_tutors_text_is_printed_as_it_is() -> None:
    text = "Look:\n\n    1/2 = *two* quarters\n"
    lines = ["Look:", "", "    1/2 = *two* quarters"]
    assert frame_lines(said("exposition", text), None) == lines


def test_a_change_of_state_is_a_line_and_the_same_state_is_none() -> None:
    assert frame_lines(state("exposition"), "initializing") == ["[exposition]"]
    assert frame_lines(state("awaiting_answer"), "awaiting_answer") == []


def test_progress_is_silent() -> None:
    assert frame_lines(OPENING[2], None) == []


def test_a_verdict_stands_first_on_its_line() -> None:
    words: dict[VerdictName, str] = {
        "correct": "Correct. Yes.",
        "partial": "Partly. Yes.",
        "incorrect": "Not yet. Yes.",
        "ungraded": "Not graded: Yes.",
    }
    for verdict, line in words.items():
        assert frame_lines(said("feedback", "Yes.", verdict=verdict), None) == [line]
    assert frame_lines(said("feedback", "", verdict="correct"), None) == ["Correct."]


def test_parts_have_their_own_verdicts() -> None:
    parts = [frames.Part("a", "correct"), frames.Part("b", "incorrect")]
    message = frames.Message(
        seq=1, id="m", author="tutor", kind="feedback", text="Half.", verdict="partial", parts=parts
    )
    assert frame_lines(message, None) == ["Partly. Half.", "a) Correct.", "b) Not yet."]


def test_options_are_one_a_line() -> None:
    message = said("question", "Which?", options=[("a", "1/2"), ("b", "two\nlines")])
    assert frame_lines(message, None) == ["Which?", "a) 1/2", "b) two lines"]


def test_the_learners_own_words_are_shown_only_in_a_replay() -> None:
    message = frames.Message(seq=1, id="m", author="learner", kind="answer", text="5/6")
    assert frame_lines(message, None) == []
    assert frame_lines(message, None, echo=True) == ["> 5/6"]


def test_p_34_hostile_text_cannot_steer_the_terminal() -> None:
    message = said("hint", "a\x1b[2J\x9bb\u202ec\r\nd", options=[("\x1b", "\x07x")])
    assert frame_lines(message, None) == ["a[2Jbc", "d", ") x"]
    assert error_line("no\x1b]0;x\x07\nyes") == "! no]0;x yes"


def test_a_return_is_shown_the_last_question_and_what_followed() -> None:
    wrong: list[NumberedFrame] = [
        said("remediation", "No.", verdict="incorrect"),
        state("awaiting_answer"),
    ]
    history = [*OPENING, *QUESTION, *wrong]
    assert list(last_part(history)) == [*QUESTION, *wrong]


def test_a_return_in_the_midst_of_blocks_is_shown_the_last_block() -> None:
    more = [said("exposition", "More.")]
    assert list(last_part([*OPENING, *more])) == [OPENING[1], *more]
    assert list(last_part(OPENING)) == [OPENING[1], OPENING[3]]


def test_a_return_to_a_complete_course_is_shown_its_end() -> None:
    history = [*OPENING, *QUESTION, *RIGHT, *END]
    assert list(last_part(history)) == [*QUESTION, *RIGHT, *END]
    assert last_part([]) == []


def test_courses_are_listed_with_where_one_stands() -> None:
    assert course_lines(COURSES) == [
        "1) Adding fractions [fractions] new",
        "   Parts of a whole.",
        "2) First steps [python] begun, 2 of 5 skills mastered",
    ]


def test_a_course_is_chosen_by_number_id_or_title() -> None:
    assert chosen(COURSES, " 2 ") == ["python"]
    assert chosen(COURSES, "Fractions") == ["fractions"]
    assert chosen(COURSES, "first  STEPS") == ["python"]
    assert chosen(COURSES, "\x1b[A2") == ["python"]
    for wrong in ("", "0", "3", "9" * 5_000, "²", "x"):
        assert chosen(COURSES, wrong) == []


def test_a_course_is_chosen_by_a_beginning_that_only_it_has() -> None:
    more = [*COURSES, replace(COURSES[1], id="python-2", title="Python: next steps")]
    assert chosen(more, "pyth") == ["python", "python-2"]
    assert chosen(more, "Python") == ["python"], "what is meant whole is no beginning"
    assert chosen(more, "python:") == ["python-2"]
    assert chosen(more, "add") == ["fractions"]


def test_who_chose_no_course_or_several_is_told_what_to_type() -> None:
    assert unchosen([]).startswith("There is no such course. Choose a course by its number")
    assert unchosen(["a", "b"]) == "Several courses begin so: a, b. Type more of one."


def test_a_record_is_readable() -> None:
    record = frames.CourseRecord(
        syllabus="fractions",
        title="Adding fractions",
        status="active",
        skills=[
            frames.SkillRecord("s", "Find a common denominator", 0.974, True, 3, 4),
            frames.SkillRecord("t", "Add", 0.06, False, 0, 2),
            frames.SkillRecord("u", "Subtract", 0.1, False, 0, 0),
        ],
        misconceptions=[frames.MisconceptionRecord("m", "Adds across", 2)],
        questions_done=7,
        hints_used=1,
    )
    assert record_lines([record]) == [
        "Adding fractions (active): 7 questions done, 1 hint used",
        "  Find a common denominator: known 97 % · 3 of 4 right at first try · mastered",
        "  Add: known 6 % · 0 of 2 right at first try",
        "  Subtract: not tried yet",
        "  met 2 times: Adds across",
    ]
    assert record_lines([]) == ["Nothing is recorded yet."]


def test_the_help_names_every_command() -> None:
    assert sum(line.startswith("/") for line in help_lines()) == 11
