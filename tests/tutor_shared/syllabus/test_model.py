"""The model's look-ups."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, load_text


def test_parts_are_found_by_id(tmp_path: Path) -> None:
    syllabus = load_text(tmp_path, course_text()).syllabus
    assert syllabus is not None
    topic = syllabus.topic("sums")
    assert topic.question("half-plus-third").skills == ("adding",)
    assert syllabus.skill("adding").title == "Add fractions"
    assert syllabus.misconception("adds-across").id == "adds-across"
    for look_up in (syllabus.topic, syllabus.skill, syllabus.misconception, topic.question):
        with pytest.raises(KeyError):
            look_up("nothing")
