from __future__ import annotations

import pytest

from tutor_tui import keymap
from tutor_tui.keymap import Key, allowed, permits


def words(possible: set[keymap.Need]) -> list[str]:
    return [key.words for key in allowed(keymap.LESSON, frozenset(possible))]


def test_only_keys_that_do_something_are_shown() -> None:
    assert "Hint" in words({"hint"})
    assert "Hint" not in words({"next"})
    assert "Record" in words(set())


def test_of_several_things_on_one_key_the_first_possible_is_shown() -> None:
    assert words({"next", "send"})[0] == "Send"
    assert words({"next", "read_on"})[0] == "Read on"
    assert words({"next"})[0] == "Go on"
    assert "Solution" in words({"solution"})


def test_an_action_is_permitted_where_one_of_its_keys_is() -> None:
    assert permits(keymap.LESSON, "hint", frozenset({"solution"}))
    assert not permits(keymap.LESSON, "hint", frozenset({"next"}))
    assert permits(keymap.LESSON, "of_textual_itself", frozenset())


@pytest.mark.parametrize("table", [keymap.LESSON, keymap.COURSES, keymap.SUMMARY, keymap.READING])
def test_no_key_has_two_actions_that_are_possible_at_once(table: tuple[Key, ...]) -> None:
    always = [key.key for key in (*table, *keymap.ANYWHERE) if key.need == "always"]
    assert len(always) == len(set(always))
