"""The door to courses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.courses import course_text, load_text, rules_of, write_course
from tests.support.hostile_yaml import REFUSED
from tutor_shared.errors import SyllabusError
from tutor_shared.syllabus.loader import content_hash, load, read_document
from tutor_shared.syllabus.shelf import Shelf

COURSE = course_text(
    course="glossary:\n  numerator: the top\n  denominator: the bottom",
    question="variables: {a: {int: [1, 99]}}\nprompt: What is <<a>> + 1?\n"
    "answer: {number: <<a + 1>>}\nhints: []\ntests: {incorrect: [<<a>>], correct: [<<a + 1>>]}",
)


def test_a_course_without_errors_is_there(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, course_text())
    assert loaded.findings == ()
    assert loaded.syllabus is not None
    assert loaded.syllabus.content_hash == content_hash(loaded.document)


def test_the_stored_document_gives_the_same_course(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, COURSE)
    assert loaded.errors == ()
    assert read_document(loaded.document) == loaded.syllabus


def test_a_course_in_files_and_the_same_in_one_file_are_equal(tmp_path: Path) -> None:
    topic = "id: sums\ntitle: Sums\n"
    one = write_course(
        tmp_path / "one",
        course_text(
            course=f"topics:\n  - {{{topic}}}".replace("\ntitle", ", title").replace("\n}", "}")
        ),
    )
    many = write_course(tmp_path / "many", course_text(course="topics: [sums]"))
    (many / "topics").mkdir()
    (many / "topics" / "sums.yaml").write_text(topic)
    assert load(one).document == load(many).document


def test_the_order_of_keys_and_the_comments_are_not_the_content(tmp_path: Path) -> None:
    text = course_text()
    lines = text.replace("format: 1\n", "")
    other = load_text(tmp_path / "b", lines.rstrip("\n") + "  # mind\nformat: 1\n")
    assert load_text(tmp_path / "a", text).document == other.document


def test_a_warning_does_not_refuse_a_course(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, course_text(without=["hints", "solution", "tests"]))
    assert rules_of(loaded.findings) == {"no-hints", "no-solution", "no-tests"}
    assert loaded.syllabus is not None


def test_findings_are_sorted_by_position(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path, course_text(course="titles: x", question="skills: [addition]\nx: y")
    )
    positions = [finding.position for finding in loaded.findings]
    assert len(positions) >= 3
    assert positions == sorted(positions)


def test_errors_of_several_kinds_are_told_at_once(tmp_path: Path) -> None:
    text = course_text(course="colour: x", question="difficulty: 9\nanswer: {number: x}")
    assert {"unknown-key", "bad-value", "answer-unreadable"} <= rules_of(
        load_text(tmp_path, text).findings
    )


def test_a_broken_topic_does_not_make_its_skills_unasked(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text(course="topics: [sums, more]"))
    (course / "topics").mkdir()
    (course / "topics" / "sums.yaml").write_text("id: sums\ntitle: 'Sums\n")
    (course / "topics" / "more.yaml").write_text("id: more\ntitle: More\nquestions: []\n")
    assert rules_of(load(course).findings) == {"yaml-syntax", "topic-without-questions"}


@pytest.mark.parametrize("document", [b"", b"[]", b"\xff", b"[" * 100_000, b'"x"'])
def test_what_is_no_document_is_refused(document: bytes) -> None:
    with pytest.raises(SyllabusError):
        read_document(document)


def test_a_document_of_another_shape_does_not_raise() -> None:
    document = json.dumps({"topics": [1, None, {"questions": [[], {"answer": 3}]}], "skills": 7})
    assert read_document(document.encode()).topics[0].questions == ()


@pytest.mark.parametrize("name", REFUSED)
def test_p_40_lint_and_server_refuse_the_same(tmp_path: Path, name: str) -> None:
    course = write_course(tmp_path, "")
    (course / "syllabus.yaml").write_bytes(REFUSED[name])
    loaded = load(course)
    assert loaded.syllabus is None
    assert loaded.errors
    with pytest.raises(SyllabusError) as caught:
        Shelf(tmp_path).get("example")
    assert caught.value.findings == tuple(str(finding) for finding in loaded.errors)


@given(
    where=st.integers(0, len(COURSE)),
    what=st.sampled_from([*list("\n\t :-[]{}'\"|>&*!<\x00"), "  "]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_slip_of_the_keyboard_never_raises(tmp_path: Path, where: int, what: str) -> None:
    load_text(tmp_path, COURSE[:where] + what + COURSE[where:])
