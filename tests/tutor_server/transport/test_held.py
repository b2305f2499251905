"""Frames held back while older ones are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor_server.transport.held import MAX_HELD, Held


def test_with_nothing_held_nothing_is_missing() -> None:
    assert Held().missing_upto(7) == 7
    assert Held().after(7) == []


@given(first=st.integers(1, 20), count=st.integers(1, 3 * MAX_HELD), sent=st.integers(0, 250))
def test_w_12_rows_read_and_frames_held_meet_without_gap_or_double(
    first: int, count: int, sent: int
) -> None:
    held = Held()
    for seq in range(first, first + count):
        held.add(seq, b"%d" % seq)
    upto = held.missing_upto(sent)
    got = list(range(sent + 1, upto + 1)) + [seq for seq, _ in held.after(upto)]
    last = max(sent, first + count - 1)
    assert got == list(range(sent + 1, last + 1))


def test_what_is_held_is_bounded() -> None:
    held = Held()
    for seq in range(1, 10 * MAX_HELD):
        held.add(seq, b"")
        assert len(held.after(0)) <= MAX_HELD
