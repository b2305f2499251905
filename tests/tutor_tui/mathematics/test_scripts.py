from __future__ import annotations

from tutor_tui.mathematics.scripts import lowered, raised


def test_a_text_is_raised_or_lowered_as_a_whole() -> None:
    assert raised("-(n + 1)") == "⁻⁽ⁿ⁺¹⁾"
    assert lowered("i+1") == "ᵢ₊₁"
    assert raised("2q") is None
    assert lowered("max b") is None


def test_two_words_are_not_run_into_one() -> None:
    assert raised("a b") is None


def test_a_raised_ring_is_a_degree() -> None:
    assert raised("\N{RING OPERATOR}") == "°"
