from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor_tui.mathematics.tokens import is_command, is_number, tokens


def texts(source: str) -> list[str]:
    return [token.text for token in tokens(source)]


def test_commands_numbers_and_signs_are_one_token_each() -> None:
    assert texts(r"\frac12.5x\{ \\") == [r"\frac", "12.5", "x", r"\{", r"\\"]
    assert texts("a<=b->.5") == ["a", "<=", "b", "->", ".5"]


def test_blanks_are_remembered_but_for_those_that_end_a_command() -> None:
    assert [token.gap for token in tokens(r"a b\pi c \pi")] == [False, True, False, False, True]


def test_commands_and_numbers_are_told_apart() -> None:
    assert is_command(r"\pi")
    assert not is_command(r"\{")
    assert is_number("12")
    assert is_number(".5")
    assert not is_number("x")
    assert not is_number("²")


@given(st.text())
def test_nothing_but_blanks_is_left_out(source: str) -> None:
    left_out = list(source)
    for token in tokens(source):
        assert source[token.start : token.end] == token.text
        left_out[token.start : token.end] = " " * len(token.text)
    assert not "".join(left_out).strip()
