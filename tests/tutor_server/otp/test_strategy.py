"""S-07, S-08: which part of a row starts again."""

from __future__ import annotations

import pytest

from tutor_server.otp.strategy import Strategy, affected


@pytest.mark.parametrize(
    ("strategy", "again"),
    [("one_for_one", "b"), ("one_for_all", "abcd"), ("rest_for_one", "bcd")],
)
def test_the_part_of_the_row_that_starts_again(strategy: Strategy, again: str) -> None:
    assert affected(strategy, "abcd", "b") == again


@pytest.mark.parametrize("strategy", ["one_for_one", "rest_for_one"])
def test_of_the_last_it_is_the_last_alone(strategy: Strategy) -> None:
    assert affected(strategy, [1, 2, 3], 3) == [3]
