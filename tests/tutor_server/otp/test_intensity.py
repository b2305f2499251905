"""S: how many restarts are too many."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tutor_server.otp.processes import HandClock, doer_spec, settle
from tutor_server import app
from tutor_server.otp.intensity import NO_RESTARTS, Budget, Intensity, Restarts, restarted
from tutor_server.session.supervisor import INTENSITY, SessionSupervisor
from tutor_server.settings import Settings

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


def test_s_13_a_budget_is_spent_by_the_monotonic_clock_and_fills_again() -> None:
    clock = HandClock()
    budget = Budget(clock, Intensity(max_restarts=2, within_s=5))
    assert [budget.spend(), budget.spend(), budget.spend()] == [True, True, False]
    clock.correct_wall(days=1)
    assert not budget.spend()
    clock.seconds += 5.1
    assert budget.spend()


async def test_s_51_past_the_limit_of_all_sessions_the_server_ends_with_an_error_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[SessionSupervisor] = []

    def keep(world: object) -> SessionSupervisor:
        made.append(SessionSupervisor(world))  # type: ignore[arg-type]  # the application's own
        return made[-1]

    monkeypatch.setattr(app, "SessionSupervisor", keep)
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    settings = Settings(data_dir=tmp_path, port=0)
    serving = asyncio.create_task(app.run(settings, on_listening=listening.set_result))
    either: set[asyncio.Future[Any]] = {serving, listening}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    supervisor = made[0].supervisor
    refs = [await supervisor.start_child(doer_spec(n)) for n in range(INTENSITY.max_restarts + 1)]
    for ref in refs[1:]:
        ref.kill()
    await settle()
    assert supervisor.count().active == len(refs)
    assert not serving.done()
    refs[0].kill()
    assert await serving == 1
