"""Ids: made, checked, and one spelling for one user."""

from __future__ import annotations

import pytest

from tutor_shared.ids import is_id, is_slug, new_id, normalise_user


def test_made_ids_are_ids_and_differ() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_id(one) for one in made)


@pytest.mark.parametrize(
    "text", ["", "a" * 15, "a" * 65, "a" * 15 + " ", "a" * 15 + "é", "a" * 15 + "\n"]
)
def test_w_09_other_ids_are_refused(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize("text", ["a" * 16, "A-z_0" * 4, "a" * 64])
def test_w_09_ids_of_the_wire_are_taken(text: str) -> None:
    assert is_id(text)


def test_slugs_are_lower_case_words() -> None:
    assert is_slug("python-basics")
    assert not any(map(is_slug, ("", "Python", "a_b", "a/b", "..", "a" * 65, "é")))


def test_r_06_one_user_has_one_spelling_and_lookalikes_stay_two() -> None:
    assert normalise_user("Ren\u00e9") == normalise_user("rene\u0301")
    assert normalise_user("ada") != normalise_user("\u0430da")
