from __future__ import annotations

import pytest

from tutor_tui.mathematics.box import Box, Level, Unsure
from tutor_tui.mathematics.build import (
    accented,
    double_struck,
    fraction,
    marked,
    negated,
    root,
    scripted,
    upright,
    word,
)

X, Y, TWO = Box("x"), Box("y"), Box("2")
SUM = Box("a+b", level=Level.SUM)
PRODUCT = Box("ab", level=Level.PRODUCT)
OVERLINE = "\N{COMBINING OVERLINE}"


def test_a_fraction_keeps_its_parts_together() -> None:
    assert fraction(Box("1"), TWO).text == "1/2"
    assert fraction(SUM, TWO).text == "(a+b)/2"
    assert fraction(PRODUCT, PRODUCT).text == "ab/(ab)"
    assert fraction(fraction(X, Y), TWO).text == "(x/y)/2"


def test_a_fraction_is_shut_on_both_sides_of_a_neighbour() -> None:
    half = fraction(Box("1"), TWO)
    assert half.shut == "(1/2)"
    assert half.open_left


def test_a_derivative_is_written_as_everyone_writes_it() -> None:
    below = Box("dx²", level=Level.PRODUCT)
    assert fraction(Box("d²y", level=Level.PRODUCT), below).text == "d²y/dx²"
    assert fraction(X, Box("dx", level=Level.PRODUCT)).text == "x/(dx)"


def test_a_fraction_or_root_of_nothing_is_not_understood() -> None:
    with pytest.raises(Unsure):
        fraction(X, Box(""))
    with pytest.raises(Unsure):
        root(Box(""))


def test_roots_have_their_signs() -> None:
    assert root(X).text == "√x"
    assert root(SUM).text == "√(a+b)"
    assert root(Box("8"), Box("3")).text == "∛8"
    assert root(X, Box("4")).text == "∜x"
    assert root(X, Box("n")).text == "ⁿ√x"
    with pytest.raises(Unsure):
        root(X, Box("Q"))


def test_a_root_is_shut_before_a_factor_and_a_high_index_behind_one_too() -> None:
    assert root(TWO).shut == "√(2)"
    assert not root(TWO).open_left
    assert root(TWO, Box("5")).shut == "(⁵√2)"
    assert root(TWO, Box("5")).open_left


def test_scripts_are_small_characters_where_all_of_them_exist() -> None:
    assert scripted(X, None, TWO).text == "x²"
    assert scripted(X, Box("n+1", level=Level.SUM), TWO).text == "xₙ₊₁²"
    assert scripted(X, None, Box("2/3", level=Level.QUOTIENT)).text == "x^(2/3)"


def test_a_script_without_small_characters_is_shut_where_something_follows() -> None:
    high = scripted(X, None, Box("q"))
    assert (high.text, high.shut) == ("x^q", "x^(q)")
    assert scripted(X, Box("b"), None).text == "x_b"
    assert scripted(X, Box("b"), TWO).text == "x_(b)²"


def test_an_empty_script_is_none() -> None:
    assert scripted(X, None, Box("")).text == "x"


def test_a_base_of_more_than_one_thing_has_brackets_or_is_not_understood() -> None:
    assert scripted(fraction(X, Y), None, TWO).text == "(x/y)²"
    assert scripted(scripted(X, None, TWO), None, Box("3")).text == "(x²)³"
    for base in (SUM, PRODUCT, Box("=", "relation")):
        with pytest.raises(Unsure):
            scripted(base, None, TWO)


def test_marks_stand_behind() -> None:
    assert marked(Box("n"), "!").text == "n!"
    assert marked(fraction(X, Y), "%").text == "(x/y)%"
    assert marked(Box("f"), "\N{PRIME}\N{PRIME}").text == "f″"
    assert marked(Box("f"), "\N{PRIME}").level is Level.PRIME


def test_an_accent_goes_over_one_letter_and_a_line_over_several() -> None:
    assert accented(Box("v"), "\N{COMBINING RIGHT ARROW ABOVE}").text == "v⃗"
    assert accented(Box("AB"), OVERLINE).text == f"A{OVERLINE}B{OVERLINE}"
    with pytest.raises(Unsure):
        accented(Box("AB"), "\N{COMBINING RIGHT ARROW ABOVE}")
    with pytest.raises(Unsure):
        accented(SUM, OVERLINE)


def test_only_a_relation_is_struck_out() -> None:
    assert negated(Box("∈", "relation")).text == "∉"
    assert negated(Box("=", "relation")).text == "≠"
    with pytest.raises(Unsure):
        negated(X)


def test_words_fall_apart_at_their_blanks() -> None:
    assert word("total cost").level is Level.SUM
    assert word(" km").level is Level.PRIME


def test_upright_letters_are_a_word_and_single_ones_a_letter() -> None:
    assert upright(PRODUCT) == Box("ab", "word")
    assert upright(X) == X


def test_sets_of_numbers_have_their_letters_and_others_have_none() -> None:
    assert double_struck(Box("R")).text == "ℝ"
    with pytest.raises(Unsure):
        double_struck(Box("x"))
