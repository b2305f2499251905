"""The error tree: every error is a sentence and leads to an exit status."""

from __future__ import annotations

import inspect

from tutor_shared import errors
from tutor_shared.errors import (
    AlreadyStarted,
    CourseClosed,
    IdRepeated,
    ProcessDied,
    SyllabusError,
    WireError,
)


def test_the_tree_in_the_docstring_names_every_error_and_no_other() -> None:
    assert errors.__doc__ is not None
    drawn = {word for word in errors.__doc__.replace("─", " ").split() if word[0].isupper()}
    classes = {
        name
        for name, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, errors.TutorError)
    }
    assert classes <= drawn


def test_a_course_with_errors_names_the_first_and_how_to_see_the_rest() -> None:
    error = SyllabusError("fractions", ("a.yaml:1:1: error: one", "a.yaml:2:1: error: two"))
    assert "a.yaml:1:1" in str(error)
    assert "1 more" in str(error)
    assert "tutor lint fractions" in str(error)
    assert error.exit_status == 1


def test_a_course_without_findings_still_has_a_sentence() -> None:
    assert "cannot be read" in str(SyllabusError("fractions", ()))


def test_errors_carry_what_their_callers_need() -> None:
    refused = WireError("busy", "One moment.", id="a-frame")
    assert (refused.code, refused.id, refused.ref) == ("busy", "a-frame", None)
    assert IdRepeated(7).seq == 7
    assert AlreadyStarted("owner").owner == "owner"
    assert ProcessDied("reason").reason == "reason"


def test_a_learner_hears_of_a_closed_course_without_paths_and_answers() -> None:
    error = CourseClosed("fractions", ("/srv/a.yaml:1:1: error: `5/6` is wrong",))
    assert "cannot be taught at present" in str(error)
    assert "/srv" not in str(error)
    assert "5/6" not in str(error)
