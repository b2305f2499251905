from __future__ import annotations

from msgspec.structs import replace

from tutor_tui.mathematics.box import Box, Level
from tutor_tui.mathematics.build import fraction, root, scripted
from tutor_tui.mathematics.row import join

X, TWO = Box("x"), Box("2")
PLUS, MINUS = Box("+", "binary", Level.SUM), Box("-", "binary", Level.SUM)
EQUALS = Box("=", "relation", Level.SUM)
OPEN, CLOSE = Box("(", "open"), Box(")", "close")
SIN, LIM = Box("sin", "function"), Box("lim", "big")
DIV = Box("÷", "divide", Level.QUOTIENT)
COMMA = Box(",", "punctuation", Level.SUM)
HALF = fraction(Box("1"), TWO)


def spaced(box: Box) -> Box:
    return replace(box, gap=True)


def line(*boxes: Box) -> str:
    return join(boxes).text


def test_a_row_of_nothing_is_empty_and_of_one_is_that_one() -> None:
    assert join([Box("")]) == Box("")
    assert join([spaced(HALF)]) == HALF


def test_an_operator_is_as_airy_as_its_author_wrote_it() -> None:
    assert line(X, PLUS, TWO) == "x+2"
    assert line(X, spaced(PLUS), TWO) == "x + 2"
    assert line(X, PLUS, spaced(TWO)) == "x + 2"


def test_a_sign_touches_its_number() -> None:
    assert line(MINUS, spaced(X)) == "-x"
    assert line(X, EQUALS, MINUS, spaced(TWO)) == "x = -2"
    assert line(OPEN, MINUS, spaced(TWO), CLOSE) == "(-2)"


def test_a_relation_has_blanks_around_it_and_two_together_none_between() -> None:
    assert line(X, EQUALS, TWO) == "x = 2"
    assert line(X, EQUALS, EQUALS, TWO) == "x == 2"


def test_brackets_and_commas_touch_what_is_before_or_within() -> None:
    assert line(OPEN, spaced(X), spaced(COMMA), spaced(TWO), spaced(CLOSE)) == "(x, 2)"
    assert line(X, COMMA, TWO) == "x,2"


def test_a_ratio_is_spaced_as_written() -> None:
    colon = Box(":", "divide", Level.QUOTIENT)
    assert line(X, colon, spaced(TWO)) == "x: 2"
    assert line(X, spaced(colon), spaced(TWO)) == "x : 2"


def test_a_function_touches_brackets_only() -> None:
    assert line(TWO, SIN, X) == "2 sin x"
    assert line(SIN, OPEN, X, CLOSE) == "sin(x)"
    assert line(SIN, HALF) == "sin(1/2)"
    assert line(LIM, HALF) == "lim 1/2"


def test_a_fraction_beside_a_factor_or_a_division_is_shut() -> None:
    assert line(HALF, X) == "(1/2)x"
    assert line(X, HALF) == "x(1/2)"
    assert line(HALF, DIV, HALF) == "(1/2)÷(1/2)"
    assert line(HALF, PLUS, HALF) == "1/2+1/2"
    assert line(HALF, Box(" cm", "word")) == "1/2 cm"
    assert line(HALF, Box("cm", "word")) == "(1/2)cm"
    assert line(Box("is ", "word"), HALF) == "is 1/2"
    assert line(Box("is", "word"), HALF) == "is(1/2)"


def test_a_root_or_a_raised_text_before_a_factor_is_shut() -> None:
    assert line(root(TWO), X) == "√(2)x"
    assert line(X, root(TWO)) == "x√2"
    assert line(scripted(X, None, Box("q")), X) == "x^(q)x"


def test_a_whole_number_before_a_proper_fraction_is_a_mixed_number() -> None:
    assert line(TWO, HALF) == "2 1/2"
    assert join([TWO, HALF]).level is Level.SUM
    assert line(TWO, HALF, X) == "(2 1/2)x"
    assert line(TWO, fraction(Box("3"), TWO)) == "2(3/2)"
    assert line(Box("0.5"), HALF) == "0.5(1/2)"


def test_a_row_is_as_loose_as_the_loosest_outside_its_brackets() -> None:
    assert join([X, PLUS, TWO]).level is Level.SUM
    assert join([TWO, X]).level is Level.PRODUCT
    assert join([X, DIV, TWO]).level is Level.QUOTIENT
    assert join([OPEN, X, PLUS, TWO, CLOSE]).level is Level.PRIME
    assert join([OPEN, X, CLOSE, OPEN, X, CLOSE]).level is Level.PRODUCT
    assert join([OPEN, X, replace(CLOSE, text=")²", level=Level.POWER)]).level is Level.POWER
    assert join([SIN, X]).level is Level.SUM
    assert join([TWO, spaced(Box("cm", "word"))]).level is Level.SUM


def test_brackets_that_do_not_match_hold_nothing_together() -> None:
    assert join([OPEN, X]).level is Level.SUM
    assert join([X, CLOSE, OPEN, X]).level is Level.SUM
