"""A worker process from the server's side: real ones, that also misbehave."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.support import slow_worker
from tests.support.small_course import half_plus_third
from tutor_server.tools.jobs import Job
from tutor_server.tools.worker import COMMAND, Worker
from tutor_shared.errors import WorkerFailed

BLOCK = half_plus_third().variants[0].block


def job(text: str, limit_s: float = 60.0) -> Job:
    return Job("check", BLOCK, text, limit_s)


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[Process]:
    """Every process that is started."""
    spawn, processes = asyncio.create_subprocess_exec, asyncio.Queue[Process]()

    async def spy(*command: str, **options: Any) -> Process:
        process = await spawn(*command, **options)
        processes.put_nowait(process)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spy)
    return processes


@asynccontextmanager
async def working(*command: str) -> AsyncIterator[Worker]:
    worker = await Worker.start(command or slow_worker.COMMAND)
    try:
        yield worker
    finally:
        await worker.end()
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid, 0)


async def test_the_real_worker_judges_as_the_server_would() -> None:
    async with working(*COMMAND) as worker:
        right = await worker.judge(job("5/6"))
        label = await worker.judge(Job("label", BLOCK, "2/5", 60.0))
    assert right is not None
    assert right.verdict == "correct"
    assert label is not None
    assert label.misconception == "adds-across"


async def test_a_judge_runs_in_another_process_that_takes_job_after_job() -> None:
    async with working() as worker:
        for _ in range(2):
            verdict = await worker.judge(job("who"))
            assert verdict is not None
            assert int(verdict.message) == worker.pid != os.getpid()


@pytest.mark.parametrize(
    ("text", "why"), [("exit", "status 3"), ("kill", "status -9"), ("memory", "too much memory")]
)
async def test_t_16_a_worker_that_dies_fails_its_job_and_says_how(text: str, why: str) -> None:
    async with working() as worker:
        with pytest.raises(WorkerFailed, match=why) as failed:
            await worker.judge(job(text))
        assert not failed.value.alive
        with pytest.raises(WorkerFailed):
            await worker.judge(job("who"))


async def test_a_judge_that_raises_leaves_its_worker_usable() -> None:
    async with working() as worker:
        with pytest.raises(WorkerFailed, match="ZeroDivisionError") as failed:
            await worker.judge(job("raise"))
        assert failed.value.alive
        assert await worker.judge(job("who"))


async def test_what_a_judge_prints_is_no_reply() -> None:
    async with working() as worker:
        verdict = await worker.judge(job("print"))
        assert verdict is not None
        assert int(verdict.message) == worker.pid


async def test_t_15_a_worker_whose_server_is_gone_ends_itself() -> None:
    async with working() as worker:
        with pytest.raises(WorkerFailed, match=f"status -{signal.SIGALRM.value}"):
            await worker.judge(job("spin", limit_s=-0.9))


async def test_p_35_a_worker_gets_no_secret_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TUTOR_TOKEN", "PGPASSWORD", "SOME_API_KEY"):
        monkeypatch.setenv(name, "CANARY")
    async with working() as worker:
        verdict = await worker.judge(job("environment"))
    assert verdict is not None
    names = verdict.message.split()
    assert "PATH" in names
    assert {"TUTOR_TOKEN", "PGPASSWORD", "SOME_API_KEY"}.isdisjoint(names)


@pytest.mark.parametrize(
    "command",
    [
        ("/nowhere/python",),
        (sys.executable, "-c", ""),
        (sys.executable, "-c", "import os; os.write(1, b'\\xff' * 8); os.read(0, 1)"),
        (sys.executable, "-c", "import os; os.write(1, b'\\0\\0\\0\\1x'); os.read(0, 1)"),
    ],
)
async def test_a_program_that_is_no_worker_is_an_error_and_leaves_nothing_running(
    command: tuple[str, ...], spawned: asyncio.Queue[Process]
) -> None:
    with pytest.raises(WorkerFailed):
        await Worker.start(command)
    while not spawned.empty():
        assert spawned.get_nowait().returncode is not None


async def test_a_start_that_is_given_up_leaves_nothing_running(
    spawned: asyncio.Queue[Process],
) -> None:
    silent = (sys.executable, "-c", "import os; os.read(0, 1)")
    starting = asyncio.create_task(Worker.start(silent))
    process = await spawned.get()
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert process.returncode is not None
