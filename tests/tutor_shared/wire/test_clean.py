"""Text made harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.wire.clean import clean, is_storable


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\x9b31mb", "a31mb"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\x7fb\x00c", "abc"),
        ("one\r\ntwo\rthree\tfour\n", "one\ntwo\nthree\tfour\n"),
        ("[red]markup[/]", "[red]markup[/]"),
    ],
)
def test_p_34_what_could_steer_a_terminal_is_gone_and_the_rest_stands(
    hostile: str, harmless: str
) -> None:
    assert clean(hostile) == harmless


@given(st.text())
def test_nothing_that_controls_survives_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    controls = [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\t\n"]
    assert controls == []
    assert clean(cleaned) == cleaned


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_digits_and_signs_are_left_alone(text: str) -> None:
    assert clean(text) == text


def test_what_a_database_cannot_hold_is_told() -> None:
    assert is_storable("héllo \U0001f600")
    assert not is_storable("a\x00b")
    assert not is_storable("half \ud83d")
