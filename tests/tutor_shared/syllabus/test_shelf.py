"""The shelf of courses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.courses import course_text, write_course
from tutor_shared.errors import SyllabusError
from tutor_shared.syllabus import shelf as module
from tutor_shared.syllabus.loader import content_hash
from tutor_shared.syllabus.shelf import MAX_DOCUMENTS, Shelf, bundled, courses_in


@pytest.fixture(autouse=True)
def own_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle with one course, `example`, in the place of the project's."""
    folder = tmp_path / "bundle"
    write_course(folder, course_text())
    monkeypatch.setattr(module, "bundled", lambda: folder)
    return folder


def named(text: str, name: str) -> str:
    return text.replace("id: example", f"id: {name}")


def test_courses_come_by_id(tmp_path: Path) -> None:
    write_course(tmp_path / "own", named(course_text(), "another"), "another")
    shelf = Shelf(tmp_path / "own")
    assert shelf.ids() == ["another", "example"]
    syllabus, document = shelf.get("another")
    assert syllabus.id == "another"
    assert syllabus.content_hash == content_hash(document)


def test_the_host_s_course_stands_before_the_bundled_one(tmp_path: Path) -> None:
    write_course(tmp_path / "own", course_text(course="title: Mine"))
    assert Shelf().get("example")[0].title == "Adding fractions"
    assert Shelf(tmp_path / "own").get("example")[0].title == "Mine"


def test_a_course_with_errors_is_not_offered_and_says_why(tmp_path: Path) -> None:
    write_course(tmp_path / "own", course_text(question="x: y"))
    shelf = Shelf(tmp_path / "own")
    assert shelf.ids() == []
    with pytest.raises(SyllabusError, match="unknown-key"):
        shelf.get("example")
    assert [(path.name, len(loaded.errors)) for path, loaded in shelf.all()] == [("example", 1)]


@pytest.mark.parametrize("name", ["nothing", "../bundle/example", "/etc", "", "a\0b"])
def test_p_39_no_other_name_opens_anything(name: str) -> None:
    with pytest.raises(KeyError):
        Shelf().get(name)


def test_p_39_a_link_out_of_the_folder_is_passed_over(tmp_path: Path, own_bundle: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "linked").symlink_to(own_bundle / "example")
    assert courses_in(tmp_path / "own") == {}


def test_a_missing_folder_holds_no_courses(tmp_path: Path) -> None:
    assert courses_in(tmp_path / "nowhere") == {}


def test_a_course_is_read_again_only_when_a_file_changed(own_bundle: Path) -> None:
    shelf = Shelf()
    first, _ = shelf.get("example")
    assert shelf.get("example")[0] is first
    entry = own_bundle / "example" / "syllabus.yaml"
    entry.write_text(course_text(course="title: Changed"))
    assert shelf.get("example")[0].title == "Changed"
    os.utime(entry, ns=(0, 0))
    assert shelf.get("example")[0] is not first


def test_a_topic_s_file_counts_too(own_bundle: Path) -> None:
    course = write_course(own_bundle, course_text(course="topics: [sums]"))
    (course / "topics").mkdir()
    topic = course / "topics" / "sums.yaml"
    shelf = Shelf()
    with pytest.raises(SyllabusError):
        shelf.get("example")
    topic.write_text("id: sums\ntitle: Sums\n")
    assert shelf.get("example")[0].topics[0].title == "Sums"


def test_a_stored_document_is_read_once(tmp_path: Path) -> None:
    shelf = Shelf()
    syllabus, document = shelf.get("example")
    assert shelf.read(document) == syllabus
    assert shelf.read(document) is shelf.read(bytes(document))


def test_only_so_many_documents_are_kept() -> None:
    shelf = Shelf()
    for number in range(MAX_DOCUMENTS + 5):
        shelf.read(b'{"id": "c%d"}' % number)
    assert len(shelf._documents) == MAX_DOCUMENTS


def test_the_project_s_own_courses_are_found_from_a_checkout() -> None:
    assert bundled().is_dir()
