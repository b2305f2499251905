"""What a path stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, write_course
from tutor_shared.errors import UsageError
from tutor_shared.syllabus.lint.targets import Target, targets


def test_a_folder_with_a_syllabus_is_a_course(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text())
    assert targets(course) == [Target(course)]
    assert targets(course / "syllabus.yaml") == [Target(course)]


def test_a_folder_of_courses_is_all_of_them(tmp_path: Path) -> None:
    courses = [write_course(tmp_path, course_text(), name) for name in "ba"]
    assert targets(tmp_path) == [Target(courses[1]), Target(courses[0])]


def test_a_topic_s_file_is_its_course_but_only_that_file(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text(course="topics: [sums]"))
    (course / "topics").mkdir()
    topic = course / "topics" / "sums.yaml"
    topic.write_text("id: sums\ntitle: Sums\n")
    assert targets(topic) == [Target(course, topic)]


def test_another_file_is_a_course_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(course_text())
    assert targets(file) == [Target(file)]


def test_a_path_that_is_not_there_or_holds_no_course_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no "):
        targets(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="holds no course"):
        targets(tmp_path)
