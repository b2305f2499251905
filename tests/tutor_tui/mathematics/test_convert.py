from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.tutor_tui.mathematics.line_value import value
from tutor_tui.mathematics import to_unicode

LATEX = (
    "\\ { } $ $$ \\( \\) \\[ \\] ^ _ & \\\\ \\frac \\sqrt [ ] \\left( \\right) \\text{ \\begin{cases} "
    "\\end{cases} \\begin{pmatrix} \\end{pmatrix} \\sin \\sum \\alpha \\le \\cdot \\not \\overline "
    "\\mathbb \\binom \\unknown ` ``` ~~~ ' ! % # ~ | - + = < > 1 23 x ab \\$ \\{ \\} \\, \\quad"
).split(" ")
INSIDE = [part for part in LATEX if part not in {"\\", "\\(", "\\)", "`", "```", "$", "$$"}]
PARTS = st.sampled_from([*LATEX, " ", "\n", "\n\n", "\n> ", "\n- "])
SOUP = st.lists(PARTS, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"Half is $\frac{1}{2}$.", "Half is 1/2."),
        (r"\(x^2\) and \[x \le 3\]", "x² and x ≤ 3"),
        ("$$x^2$$", "x²"),
        ("So\n$$\n\\frac{a+b}{2}\n$$\nit is", "So\n\n(a+b)/2\n\nit is"),
        ("$$x\n= 3$$ holds", "x = 3 holds"),
        (r"It costs \$5.", "It costs $5."),
        ("> $x^2$ in a quotation", "> x² in a quotation"),
        ("| $x^2$ | $x^3$ |", "| x² | x³ |"),
        ("# The $n$th **term**", "# The nth **term**"),
    ],
)
def test_mathematics_stands_on_one_line_inside_its_text(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        "I had $5 and $6",
        "from $5 to 10$",
        "`$x^2$` and ``a ` $x^2$``",
        "```\n$x^2$\n\n$y^2$\n```\n",
        "~~~python\n$x^2$\n~~~",
        "- ```\n  $x^2$\n  ```",
        "a $ b $ c",
        r"$\unknown{x}$ and $\frac{1}{$ and $x^2^3$",
        r"\[a note\] and \[1\]",
        "$" + "x" * 3000 + "$",
        "$" + "{" * 40 + "x" + "}" * 40 + "$",
        r"$\(x\)$",
        "$$ $$",
    ],
)
def test_what_is_code_or_no_mathematics_or_not_understood_stands(source: str) -> None:
    assert to_unicode(source) == source


@pytest.mark.parametrize("source", ["$>$ is more", "- $-$ takes away", "1. $+$ adds", r"$\#$ x"])
def test_mathematics_never_turns_into_a_quotation_a_heading_or_a_list(source: str) -> None:
    assert to_unicode(source) == source
    assert "$" not in to_unicode("The sign " + source.lstrip("-1. "))


@given(st.text(st.characters(exclude_characters="$\\")))
def test_text_without_mathematics_is_unchanged(text: str) -> None:
    assert to_unicode(text) == text


@given(st.text() | SOUP)
def test_it_never_raises_and_brings_no_control_character(text: str) -> None:
    shown = to_unicode(text)
    new = set(shown) - set(text)
    assert all(unicodedata.category(sign)[0] != "C" for sign in new)


@given(
    st.text(st.characters(exclude_characters="$")) | SOUP.map(lambda text: text.replace("$", ""))
)
def test_done_twice_is_done_once_where_no_dollar_is_left(text: str) -> None:
    once = to_unicode(text)
    assume("$" not in once)
    assert to_unicode(once) == once


@given(st.lists(st.sampled_from(INSIDE), max_size=40).map("".join))
def test_mathematics_is_shown_whole_or_stands_whole(inner: str) -> None:
    source = f"a \\({inner}\\) b"
    shown = to_unicode(source)
    assert shown == source or "\\" not in shown


def test_a_surrogate_and_other_oddities_pass_through() -> None:
    text = "\ud800 $x\ud800$ \x00 $\x1b[31m$\r\n \u202e"
    assert to_unicode(text) == text


@pytest.mark.parametrize(
    "part",
    [
        "$", "$$", "\\(", "\\[", "\\)", "`", "`` ` ", "$x", "\\(`", "\\[x$", "\n```\n", "> ", "\\",
        "$x$ ", "$$x$$\n", "{", "\\frac", "x^", "\\text{", "\\begin{cases}", "\\left(", "-\n",
    ],
)  # fmt: skip
def test_a_long_run_of_anything_is_read_in_one_pass(part: str) -> None:
    text = part * (200_000 // len(part))
    assert len(to_unicode(text)) <= len(text)
    assert len(to_unicode(f"\\({text}\\)")) <= len(text) + 4


def number(draw: st.DrawFn) -> tuple[str, Fraction]:
    count = draw(st.integers(1, 12))
    return str(count), Fraction(count)


def bracketed(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    latex, worth = total(draw, depth)
    left, right = draw(st.sampled_from([("(", ")"), (r"\left(", r"\right)")]))
    return f"{left}{latex}{right}", worth


def stacked(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    (top, over), (bottom, under) = total(draw, depth), total(draw, depth)
    assume(under)
    return rf"\frac{{{top}}}{{{bottom}}}", over / under


def rooted(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    top, bottom = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    if depth % 2:
        return rf"\sqrt{{{top * top}}}", Fraction(top)
    return rf"\sqrt{{\frac{{{top * top}}}{{{bottom * bottom}}}}}", Fraction(top, bottom)


def unit(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    """What may stand beside another factor."""
    makers = [bracketed, stacked, rooted]
    return draw(st.sampled_from(makers))(draw, depth - 1)


def power(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    latex, worth = bracketed(draw, depth - 1) if draw(st.booleans()) else number(draw)
    exponent = draw(st.integers(0, 3))
    return f"{latex}^{{{exponent}}}", worth**exponent


def factors(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    if depth <= 0:
        return number(draw)
    shape = draw(st.sampled_from(["number", "mixed", "power", "unit", "beside", "before"]))
    if shape == "number":
        return number(draw)
    if shape == "mixed":
        whole, bottom = draw(st.integers(1, 9)), draw(st.integers(2, 9))
        top = draw(st.integers(1, bottom - 1))
        return rf"{whole}\frac{{{top}}}{{{bottom}}}", whole + Fraction(top, bottom)
    if shape == "power":
        return power(draw, depth)
    latex, worth = unit(draw, depth)
    if shape == "unit":
        return latex, worth
    other, factor = bracketed(draw, depth - 1) if shape == "before" else unit(draw, depth)
    return latex + other, worth * factor


def term(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    latex, worth = factors(draw, depth)
    for _ in range(draw(st.integers(0, 2))):
        other, factor = factors(draw, depth - 1)
        latex, worth = rf"{latex} \cdot {other}", worth * factor
    if draw(st.booleans()):
        other, factor = factors(draw, 0) if draw(st.booleans()) else stacked(draw, depth - 2)
        assume(factor)
        latex, worth = rf"{latex} \div {other}", worth / factor
    return latex, worth


def total(draw: st.DrawFn, depth: int) -> tuple[str, Fraction]:
    if depth <= 0:
        return number(draw)
    latex, worth = term(draw, depth)
    if draw(st.booleans()):
        latex, worth = f"-{latex}", -worth
    for _ in range(draw(st.integers(0, 2))):
        other, part = term(draw, depth - 1)
        sign = draw(st.sampled_from(["+", " - "]))
        latex, worth = f"{latex}{sign}{other}", worth + (part if sign == "+" else -part)
    return latex, worth


@st.composite
def arithmetic(draw: st.DrawFn) -> tuple[str, Fraction]:
    return total(draw, 3)


@given(arithmetic())
def test_a_line_is_worth_what_the_page_was(written: tuple[str, Fraction]) -> None:
    latex, worth = written
    shown = to_unicode(f"It is ${latex}$")
    assert "\\" not in shown
    assert value(shown.removeprefix("It is ")) == worth
