"""Counting unreadable frames."""

from __future__ import annotations

from tutor_server.transport.strikes import MAX_STRIKES, WINDOW_S, Strikes


def test_w_04_the_twentieth_in_ten_seconds_is_a_flood() -> None:
    strikes = Strikes()
    assert [strikes.add(0.1 * n) for n in range(MAX_STRIKES)] == [False] * 19 + [True]


def test_w_04_nineteen_in_every_ten_seconds_are_borne() -> None:
    strikes = Strikes()
    gap = 1.001 * WINDOW_S / (MAX_STRIKES - 1)
    assert not any(strikes.add(gap * n) for n in range(500))
