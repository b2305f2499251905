"""A timer's message is claimed once, or cancelled."""

from __future__ import annotations

from tutor_server.otp.timer import Timer


def test_it_is_claimed_once() -> None:
    timer = Timer("message", lambda _: None)
    assert timer.claim()
    assert not timer.claim()
    assert not timer.cancel()


def test_m_10_cancelled_it_is_never_claimed_and_holds_nothing() -> None:
    forgotten: list[Timer] = []
    timer = Timer("message", forgotten.append)
    assert timer.cancel()
    assert not timer.cancel()
    assert not timer.claim()
    assert timer.message is None
    assert forgotten == [timer]
