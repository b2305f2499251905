from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor_tui.widgets.bar import EMPTY, FULL, bar, percent


@given(st.floats(allow_nan=False), st.integers(1, 40))
def test_a_bar_has_its_width_whatever_the_share(share: float, width: int) -> None:
    drawn = bar(share, width)
    assert len(drawn) == width
    assert set(drawn) <= {FULL, EMPTY}


@given(st.floats(0.0001, 0.9999))
def test_only_all_looks_like_all_and_only_nothing_like_nothing(share: float) -> None:
    assert bar(share, 10).startswith(FULL)
    assert bar(share, 10).endswith(EMPTY)
    assert percent(share) != "100 %"


def test_the_ends_are_the_ends() -> None:
    assert (bar(0, 3), bar(1, 3)) == (EMPTY * 3, FULL * 3)
    assert (percent(-1), percent(0.5), percent(2)) == ("0 %", "50 %", "100 %")
