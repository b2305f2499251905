"""`encoding`: files that are no UTF-8 text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, write_course
from tutor_shared.syllabus.lint.encoding import RULE
from tutor_shared.syllabus.loader import load


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_a_file_in_another_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    course = write_course(tmp_path, "")
    text = course_text(course="description: Brüche")
    (course / "syllabus.yaml").write_bytes(text.encode(encoding))
    assert [finding.rule for finding in load(course).findings] == [RULE.id]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    course = write_course(tmp_path, "")
    (course / "syllabus.yaml").write_bytes(course_text().encode("utf-8-sig"))
    assert load(course).findings == ()
