"""The pool: its rules over workers that do as they are told, and a few real ones."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from tests.support import slow_worker
from tests.support.small_course import half_plus_third
from tutor_server.tools.jobs import Job
from tutor_server.tools.worker import Worker
from tutor_server.tools.worker_pool import WALL_S, WorkerPool
from tutor_server.watchdog import Pulse
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import WorkerFailed

BLOCK = half_plus_third().variants[0].block
YES = Verdict("correct")


class FakeWorker:
    """Answers once its gate is opened, which its end does too; fails as it is told to."""

    def __init__(self, factory: Factory) -> None:
        self.jobs: list[Job] = []
        self.ended = 0
        self._factory = factory

    async def judge(self, job: Job) -> Verdict | None:
        self.jobs.append(job)
        await self._factory.gate.wait()
        if self.ended:
            raise WorkerFailed("killed")
        if self._factory.fault is not None:
            raise self._factory.fault
        return YES

    async def end(self) -> None:
        self.ended += 1
        self._factory.gate.set()


class Factory:
    """Starts fake workers and keeps them."""

    def __init__(self) -> None:
        self.made: list[FakeWorker] = []
        self.gate = asyncio.Event()
        self.fault: Exception | None = None

    async def __call__(self) -> FakeWorker:
        self.made.append(FakeWorker(self))
        return self.made[-1]

    @property
    def jobs(self) -> list[str]:
        """The texts of all jobs begun, by worker."""
        return [job.text for worker in self.made for job in worker.jobs]


async def settled() -> None:
    """Let everything that can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_no_worker_runs_before_a_check_needs_one_and_then_it_is_kept() -> None:
    factory = Factory()
    pool = WorkerPool(start=factory)
    assert (len(pool), factory.made) == (0, [])
    factory.gate.set()
    assert await pool.judge("check", BLOCK, "1") == YES
    assert await pool.judge("label", BLOCK, "2") == YES
    assert factory.jobs == ["1", "2"]
    assert (len(pool), len(factory.made)) == (1, 1)
    await pool.stop()


async def test_a_worker_has_one_job_at_a_time_and_others_wait_in_order() -> None:
    factory = Factory()
    pool = WorkerPool(size=2, start=factory)
    judging = [asyncio.create_task(pool.judge("check", BLOCK, str(n))) for n in range(5)]
    await settled()
    assert factory.jobs == ["0", "1"]
    factory.gate.set()
    assert await asyncio.gather(*judging) == [YES] * 5
    assert sorted(factory.jobs) == ["0", "1", "2", "3", "4"]
    assert len(factory.made) == 2
    await pool.stop()


async def test_over_its_bound_a_job_is_refused_at_once() -> None:
    factory = Factory()
    pool = WorkerPool(size=1, max_waiting=1, start=factory)
    judging = [asyncio.create_task(pool.judge("check", BLOCK, str(n))) for n in range(2)]
    await settled()
    with pytest.raises(WorkerFailed, match="no worker is free"):
        await pool.judge("check", BLOCK, "3")
    factory.gate.set()
    assert await asyncio.gather(*judging) == [YES, YES]
    await pool.stop()


@pytest.mark.looptime
async def test_t_15_a_job_over_its_time_costs_its_worker_and_the_next_one_gets_another() -> None:
    factory = Factory()
    pool = WorkerPool(size=1, start=factory)
    began = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError):
        await pool.judge("check", BLOCK, "slow")
    assert asyncio.get_running_loop().time() - began == pytest.approx(WALL_S)
    factory.gate.set()
    assert await pool.judge("check", BLOCK, "quick") == YES
    await settled()
    assert [worker.ended for worker in factory.made] == [1, 0]
    await pool.stop()


async def test_a_job_that_is_given_up_costs_its_worker() -> None:
    factory = Factory()
    pool = WorkerPool(size=1, start=factory)
    judging = asyncio.create_task(pool.judge("check", BLOCK, "1"))
    await settled()
    judging.cancel()
    await settled()
    assert [worker.ended for worker in factory.made] == [1]
    assert len(pool) == 0
    await pool.stop()


@pytest.mark.parametrize(("alive", "made"), [(True, 1), (False, 2)])
async def test_t_16_only_a_worker_that_is_dead_is_replaced(alive: bool, made: int) -> None:
    factory = Factory()
    pool = WorkerPool(size=1, start=factory)
    factory.gate.set()
    factory.fault = WorkerFailed("so", alive=alive)
    with pytest.raises(WorkerFailed):
        await pool.judge("check", BLOCK, "1")
    factory.fault = None
    assert await pool.judge("check", BLOCK, "2") == YES
    assert len(factory.made) == made
    await pool.stop()


async def test_a_start_that_fails_leaves_its_place_free() -> None:
    factory, faults = Factory(), [WorkerFailed("no more processes")]
    factory.gate.set()

    async def start() -> FakeWorker:
        if faults:
            raise faults.pop()
        return await factory()

    pool = WorkerPool(size=1, start=start)
    with pytest.raises(WorkerFailed, match="no more processes"):
        await pool.judge("check", BLOCK, "1")
    assert await pool.judge("check", BLOCK, "2") == YES
    await pool.stop()


async def test_a_stopped_pool_has_no_worker_and_takes_no_job() -> None:
    factory = Factory()
    pool = WorkerPool(size=1, start=factory)
    judging = asyncio.create_task(pool.judge("check", BLOCK, "1"))
    waiting = asyncio.create_task(pool.judge("check", BLOCK, "2"))
    await settled()
    async with asyncio.timeout(10):
        await pool.stop()
    assert len(pool) == 0
    assert all(worker.ended for worker in factory.made)
    with pytest.raises(WorkerFailed, match="killed"):
        await judging
    with pytest.raises(WorkerFailed, match="stopped"):
        await waiting
    with pytest.raises(WorkerFailed, match="no worker is free"):
        await pool.judge("check", BLOCK, "3")


async def test_t_15_a_real_overrun_is_killed_while_the_loop_turns() -> None:
    pool = WorkerPool(size=1, wall_s=0.5, start=partial(Worker.start, slow_worker.COMMAND))
    pulse = Pulse()
    first = await pool.judge("check", BLOCK, "who")
    pulse.start()
    for text in ("spin", "regex"):
        with pytest.raises(TimeoutError):
            await pool.judge("check", BLOCK, text)
    pulse.stop()
    second = await pool.judge("check", BLOCK, "who")
    assert first is not None
    assert second is not None
    assert first.message != second.message
    assert pulse.lags.count > 5
    await pool.stop()


@pytest.mark.parametrize("text", ["exit", "kill", "memory"])
async def test_t_16_a_real_worker_that_dies_fails_one_job_and_no_other(text: str) -> None:
    pool = WorkerPool(size=2, wall_s=30.0, start=partial(Worker.start, slow_worker.COMMAND))
    doomed = asyncio.create_task(pool.judge("check", BLOCK, text))
    beside = asyncio.create_task(pool.judge("check", BLOCK, "who"))
    with pytest.raises(WorkerFailed, match="died"):
        await doomed
    assert await beside is not None
    assert await pool.judge("check", BLOCK, "who") is not None
    await pool.stop()
