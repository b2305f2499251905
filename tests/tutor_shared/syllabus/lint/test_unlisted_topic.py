"""`unlisted-topic`: files no learner meets."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import course_text, write_course
from tutor_shared.syllabus.lint.unlisted_topic import RULE
from tutor_shared.syllabus.loader import load


def test_a_file_that_is_not_listed_is_a_warning(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text(course="topics: [sums]"))
    (course / "topics").mkdir()
    for name in ("sums", "more"):
        (course / "topics" / f"{name}.yaml").write_text(f"id: {name}\ntitle: T\n")
    [finding] = [one for one in load(course).findings if one.rule == RULE.id]
    assert finding.severity == "warning"
    assert finding.message.startswith("more.yaml is not listed here.")
