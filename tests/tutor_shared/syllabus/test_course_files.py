"""From files to one tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.courses import course_text, write_course
from tutor_shared.syllabus.course_files import is_course, read_bytes, read_course
from tutor_shared.syllabus.node import find, plain

TOPIC = "id: sums\ntitle: Sums\n"


def folder_course(tmp_path: Path, topics: str = "topics: [sums]") -> Path:
    course = write_course(tmp_path, course_text(course=topics))
    (course / "topics").mkdir()
    (course / "topics" / "sums.yaml").write_text(TOPIC)
    return course


def messages(course: Path) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in read_course(course).findings]


def test_topics_stand_in_their_place_with_their_own_files_positions(tmp_path: Path) -> None:
    files = read_course(folder_course(tmp_path))
    assert files.findings == ()
    assert files.root is not None
    tree = plain(files.root)
    assert isinstance(tree, dict)
    assert tree["topics"] == [{"id": "sums", "title": "Sums"}]
    position = find(files.root, ("topics", 0, "title")).position
    assert position.file.endswith("topics/sums.yaml")
    assert position.line == 2


def test_a_course_is_named_by_its_folder_or_its_file(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text())
    assert is_course(course)
    assert read_course(course).name == "example"
    assert read_course(course / "syllabus.yaml").name == "example"
    (tmp_path / "single.yaml").write_text(course_text())
    assert read_course(tmp_path / "single.yaml").name == "single"


def test_a_broken_topic_leaves_the_others(tmp_path: Path) -> None:
    course = folder_course(tmp_path, "topics: [broken, sums, list]")
    (course / "topics" / "broken.yaml").write_text("a: 'b\n")
    (course / "topics" / "list.yaml").write_text("- a\n")
    files = read_course(course)
    assert [finding.rule for finding in files.findings] == ["yaml-syntax", "yaml-syntax"]
    assert files.root is not None
    tree = plain(files.root)
    assert isinstance(tree, dict)
    assert len(tree["topics"]) == 1


def test_without_any_topic_there_is_no_course(tmp_path: Path) -> None:
    assert read_course(folder_course(tmp_path, "topics: [gone]")).root is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a b", "~root", "x" * 65])
def test_p_39_a_topic_s_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    course = folder_course(tmp_path, f"topics: ['{name}', sums]")
    [message] = messages(course)
    assert message.startswith("bad-value: A topic's name is")


def test_p_39_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    course = folder_course(tmp_path, "topics: [link, sums]")
    (tmp_path / "secret.yaml").write_text(TOPIC)
    (course / "topics" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    [message] = messages(course)
    assert "lies outside the course's folder" in message


def test_p_39_a_pipe_and_a_folder_are_not_read(tmp_path: Path) -> None:
    course = folder_course(tmp_path, "topics: [pipe, folder, sums]")
    os.mkfifo(course / "topics" / "pipe.yaml")
    (course / "topics" / "folder.yaml").mkdir()
    assert all("This is no regular file" in message for message in messages(course))
    assert len(messages(course)) == 2


def test_p_39_a_circle_of_links_cannot_be_opened(tmp_path: Path) -> None:
    course = folder_course(tmp_path, "topics: [loop, sums]")
    (course / "topics" / "loop.yaml").symlink_to(course / "topics" / "loop.yaml")
    [message] = messages(course)
    assert "missing-file: loop.yaml: This file" in message


def test_the_entry_itself_may_be_missing(tmp_path: Path) -> None:
    assert read_course(tmp_path / "none.yaml").root is None
    assert isinstance(read_bytes(tmp_path / "none.yaml", tmp_path), str)


def test_a_course_has_a_limit_of_topics(tmp_path: Path) -> None:
    course = folder_course(tmp_path, f"topics: [{', '.join(['sums'] * 501)}]")
    assert [message.partition(":")[0] for message in messages(course)] == ["file-limits"]
