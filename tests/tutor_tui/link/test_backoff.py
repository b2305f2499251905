from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tutor_tui.link.backoff import CAP_S, delay_s, failures_after, window_s


def test_c_01_the_first_wait_is_at_most_a_second_then_the_window_doubles_to_thirty() -> None:
    assert [window_s(failures) for failures in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_c_01_a_thousand_first_retries_spread_over_the_window() -> None:
    chance = random.Random(7)
    delays = sorted(delay_s(0, chance.random) for _ in range(1_000))
    assert delays[-1] - delays[0] >= 0.8
    quarters = [sum(1 for delay in delays if int(delay * 4) == quarter) for quarter in range(4)]
    assert min(quarters) > 200


def test_c_01_ten_stable_seconds_forget_the_failures() -> None:
    assert failures_after(5, stood_s=10.0) == 0
    assert failures_after(5, stood_s=9.9) == 5


def test_a_server_that_asks_for_a_wait_gets_it() -> None:
    assert delay_s(0, lambda: 0.5, at_least_s=7.0) == 7.0
    assert delay_s(4, lambda: 0.5, at_least_s=7.0) == 8.0


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_no_wait_is_negative_or_over_the_cap(failures: int, drawn: float) -> None:
    assert 0 <= delay_s(failures, lambda: drawn) <= CAP_S
