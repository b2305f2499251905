"""What the documentation takes from the code is what the code says now."""

from __future__ import annotations

import pytest

from tests.support.generated import stale, with_part


def test_the_generated_parts_of_the_documentation_are_fresh() -> None:
    assert stale() == []


def test_a_part_is_replaced_between_its_marks_and_a_missing_one_is_told() -> None:
    text = "before\n<!-- made: x -->\nold\n<!-- end -->\nafter"
    assert with_part(text, "x", "new") == "before\n<!-- made: x -->\nnew\n<!-- end -->\nafter"
    with pytest.raises(ValueError, match="no part named y"):
        with_part(text, "y", "new")
