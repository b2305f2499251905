"""The machine's clocks."""

from __future__ import annotations

from datetime import UTC

from tutor_shared.clock import SystemClock


def test_the_wall_clock_is_in_utc_and_the_other_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    first = clock.monotonic()
    assert clock.monotonic() >= first
