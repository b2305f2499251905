"""The vocabulary of the schema."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus.kinds import Many, Shape, Text, Whole


def test_a_kind_is_a_value() -> None:
    assert Many(Whole(1, 5)) == Many(Whole(1, 5))
    assert Text() != Text(prose=True)


def test_a_kind_does_not_change() -> None:
    shape = Shape("a thing", {"id": Text()})
    with pytest.raises(AttributeError):
        shape.name = "another"  # type: ignore[misc] # that is what is tried
