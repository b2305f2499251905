"""A session's own crash budget."""

from __future__ import annotations

from datetime import UTC, datetime

from tutor_server.session.quarantine import MAX_CRASHES, WITHIN_S, Quarantine


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.at


def test_s_50_five_crashes_within_a_minute_hold_a_session_and_only_that_one() -> None:
    quarantine = Quarantine(Hand())
    for _ in range(MAX_CRASHES - 1):
        quarantine.crashed("poison")
    assert not quarantine.holds("poison")
    quarantine.crashed("poison")
    assert quarantine.holds("poison")
    assert not quarantine.holds("bystander")


def test_each_time_a_session_goes_over_its_budget_is_counted() -> None:
    quarantine = Quarantine(Hand())
    for time in range(3):
        assert quarantine.stopped == time
        for _ in range(MAX_CRASHES):
            quarantine.crashed("poison")
        quarantine.release("poison")
    assert quarantine.stopped == 3


def test_crashes_spread_over_longer_hold_nothing() -> None:
    hand = Hand()
    quarantine = Quarantine(hand)
    for _ in range(50):
        quarantine.crashed("unlucky")
        hand.at += WITHIN_S / (MAX_CRASHES - 1) + 1
        assert not quarantine.holds("unlucky")


def test_a_released_session_starts_with_a_full_budget_and_leaves_nothing() -> None:
    quarantine = Quarantine(Hand())
    for _ in range(MAX_CRASHES):
        quarantine.crashed("poison")
    quarantine.release("poison")
    assert not quarantine.holds("poison")
    assert len(quarantine) == 0
