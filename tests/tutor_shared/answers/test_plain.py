from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.plain import plain


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        (" 5/6 ", "5/6"),
        ("½", "1/2"),
        ("1½", "1 1/2"),
        ("\u22121", "-1"),
        ("\uff15\uff0f\uff16", "5/6"),
        ("\u0663", "3"),
        ("3\u00d710\u2078", "3*10^8"),
        ("10\u207b\u00b3", "10^-3"),
        ("2π/3", "2pi/3"),
        ("1\u202f000", "1 000"),
    ],
)
def test_unicode_is_spelled_out(text: str, spelled: str) -> None:
    assert plain(text) == spelled


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        (r"\frac{5}{6}", "5/6"),
        (r"$\frac56$", "5/6"),
        (r"1\dfrac{1}{2}", "1 1/2"),
        (r"\(\frac{2\pi}{3}\)", "2pi/3"),
        (r"3 \times 10^{8}", "3 * 10^8"),
        (r"50\%", "50%"),
        (r"1{,}000", "1,000"),
        (r"\frac 5 6", "5/6"),
        (r"\frac{5}{6", "5/6"),
        (r"-2\p", r"-2\p"),
    ],
)
def test_latex_is_spelled_out_and_unknown_commands_stay(text: str, spelled: str) -> None:
    assert plain(text) == spelled


def test_only_so_many_fractions_are_unfolded() -> None:
    assert "\\frac" in plain(r"\frac12" * 9)


@given(st.text(alphabet="\\frac{}$ 12½π^", max_size=200))
def test_broken_latex_ends_in_some_text(text: str) -> None:
    assert isinstance(plain(text), str)


@given(st.text())
def test_nothing_typed_raises(text: str) -> None:
    assert plain(text) == plain(text).strip()
