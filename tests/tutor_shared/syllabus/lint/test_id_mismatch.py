"""`id-mismatch`: ids and the names of files."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, write_course
from tests.support.rules import check_manual
from tutor_shared.syllabus.lint.id_mismatch import RULE
from tutor_shared.syllabus.loader import load


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


def test_a_topic_s_id_is_the_name_of_its_file(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text(course="topics: [sums]"))
    (course / "topics").mkdir()
    (course / "topics" / "sums.yaml").write_text("id: sum\ntitle: Sums\n")
    [finding] = [one for one in load(course).findings if one.rule == RULE.id]
    assert "The topic's id `sum` is not its file's name, `sums`." in finding.message


def test_a_course_in_one_file_is_found_by_the_file_s_name(tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(course_text())
    assert load(file).findings == ()
