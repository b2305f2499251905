from __future__ import annotations

from tutor_tui.mathematics.box import Box, Level, bracketed, opens, within


def test_brackets_come_once() -> None:
    assert bracketed(Box("a+b", level=Level.SUM)) == "(a+b)"
    assert bracketed(Box("(a+b)")) == "(a+b)"
    assert bracketed(Box("(a)(b)", level=Level.PRODUCT)) == "((a)(b))"


def test_only_what_is_looser_gets_brackets() -> None:
    assert within(Box("ab", level=Level.PRODUCT), Level.PRODUCT) == "ab"
    assert within(Box("a+b", level=Level.SUM), Level.PRODUCT) == "(a+b)"


def test_what_begins_with_a_bracket_opens() -> None:
    assert opens(Box("⌊", "open"))
    assert opens(Box("(x)"))
    assert not opens(Box("x"))
