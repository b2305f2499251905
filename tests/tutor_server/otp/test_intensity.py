"""S: how many restarts are too many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor_server.otp.intensity import NO_RESTARTS, Intensity, Restarts, restarted

times = st.lists(st.floats(0, 100), max_size=30).map(sorted)


def test_s_10_n_restarts_are_allowed_and_one_more_is_not() -> None:
    limit = Intensity(max_restarts=3, within_s=5)
    restarts: Restarts | None = NO_RESTARTS
    for now in (0.0, 1.0, 2.0):
        assert restarts is not None
        restarts = restarted(restarts, now, limit)
    assert restarts == (0.0, 1.0, 2.0)
    assert restarted(restarts, 5.0, limit) is None
    assert restarted(restarts, 5.1, limit) == (1.0, 2.0, 5.1)


def test_s_11_none_allowed_means_none() -> None:
    assert restarted(NO_RESTARTS, 0.0, Intensity(max_restarts=0)) is None


@given(times, st.integers(1, 5), st.floats(0.1, 20))
def test_s_10_it_gives_up_exactly_when_a_window_holds_too_many(
    crashes: list[float], most: int, within: float
) -> None:
    limit = Intensity(most, within)
    restarts: Restarts | None = NO_RESTARTS
    for index, now in enumerate(crashes):
        assert restarts is not None
        restarts = restarted(restarts, now, limit)
        in_window = [at for at in crashes[: index + 1] if at >= now - within]
        assert (restarts is None) == (len(in_window) > most)
        if restarts is None:
            return
