"""The limits of what a socket may leave untaken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_server.transport.backlog import HARD_FACTOR, MAX_BYTES, MAX_FRAMES, Backlog


@given(st.lists(st.binary(max_size=20)))
def test_frames_come_out_as_they_went_in(frames: list[bytes]) -> None:
    backlog = Backlog()
    for frame in frames:
        backlog.push(frame)
    assert [backlog.pop() for _ in frames] == frames
    assert not backlog


@pytest.mark.parametrize(("extra", "over"), [(0, False), (1, True)])
def test_w_16_256_frames_are_fine_and_one_more_is_over(extra: int, over: bool) -> None:
    backlog = Backlog()
    for _ in range(MAX_FRAMES + extra):
        backlog.push(b"")
    assert backlog.over is over


@pytest.mark.parametrize(("extra", "over"), [(b"", False), (b"x", True)])
def test_w_16_a_mebibyte_is_fine_and_one_byte_more_is_over(extra: bytes, over: bool) -> None:
    backlog = Backlog()
    backlog.push(b"x" * MAX_BYTES)
    backlog.push(extra)
    assert backlog.over is over


def test_nothing_grows_beyond_the_hard_limit_unnoticed() -> None:
    backlog = Backlog()
    for _ in range(HARD_FACTOR):
        backlog.push(b"x" * MAX_BYTES)
    backlog.push(b"x")
    assert backlog.full


def test_what_was_popped_or_cleared_no_longer_counts() -> None:
    backlog = Backlog()
    for _ in range(2):
        backlog.push(b"x" * MAX_BYTES)
    backlog.pop()
    assert not backlog.over
    backlog.push(b"x")
    backlog.clear()
    backlog.push(b"x" * MAX_BYTES)
    assert not backlog.over
