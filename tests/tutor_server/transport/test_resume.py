"""Whether a terminal's position counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_server.transport.resume import resume
from tutor_shared.wire.frames import Join

SESSION = "session-0000000000"


def join(session: str | None = None, last_seq: int = 0, *, restart: bool = False) -> Join:
    return Join(ref="r", syllabus="c", session=session, last_seq=last_seq, restart=restart)


@pytest.mark.parametrize("named", [None, SESSION])
@given(seq=st.integers(1, 1000), data=st.data())
def test_w_12_a_position_in_this_session_is_honoured(
    named: str | None, seq: int, data: st.DataObject
) -> None:
    last = data.draw(st.integers(0, seq))
    assert resume(join(named, last), SESSION, seq) == (last, True)


@given(seq=st.integers(0, 1000), beyond=st.integers(1, 1000))
def test_w_13_a_position_beyond_the_session_is_not(seq: int, beyond: int) -> None:
    assert resume(join(None, seq + beyond), SESSION, seq) == (0, False)


@given(seq=st.integers(0, 1000), last=st.integers())
def test_w_13_a_position_in_another_session_is_not(seq: int, last: int) -> None:
    assert resume(join("another", last), SESSION, seq) == (0, False)


def test_a_session_begun_by_this_join_is_no_resumption() -> None:
    assert resume(join(), SESSION, 0) == (0, False)
    assert resume(join(restart=True), SESSION, 4) == (0, False)


def test_a_negative_position_is_no_position() -> None:
    assert resume(join(None, -1), SESSION, 4) == (0, False)
