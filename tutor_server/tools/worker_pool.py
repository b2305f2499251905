"""A few worker processes for costly checks, started when the first of them is needed.

A job that overruns its time, is given up, or takes its worker down with it costs that one worker:
it is killed, and the next job that finds none starts another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from tutor_server.tools.jobs import Job, Stage
from tutor_server.tools.worker import Worker
from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import WorkerFailed

#: Processes at once: costly checks are rare, and the event loop wants a processor as well.
WORKERS: Final = 2
#: A check's time. With a start and some waiting it stays within a session's patience for a check.
WALL_S: Final = 2.0
#: Jobs that may wait. More would outwait their sessions even at a quarter of a second each.
MAX_WAITING: Final = 32


class OneJob(Protocol):
    """As much of a worker as the pool needs."""

    async def judge(self, job: Job) -> Verdict | None:
        """Have a job done."""

    async def end(self) -> None:
        """Kill it and wait until it is gone."""


class WorkerPool:
    """At most `size` workers, made by `start`. One job at a time each, in the order they came."""

    def __init__(
        self,
        *,
        size: int = WORKERS,
        wall_s: float = WALL_S,
        max_waiting: int = MAX_WAITING,
        start: Callable[[], Awaitable[OneJob]] = Worker.start,
    ) -> None:
        self._size = size
        self._wall_s = wall_s
        self._max_waiting = max_waiting
        self._start = start
        self._places = asyncio.Semaphore(size)
        self._waiting = 0
        self._stopped = False
        self._idle: list[OneJob] = []
        self._busy: set[OneJob] = set()
        self._ending: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Workers that can take a job, or have one."""
        return len(self._idle) + len(self._busy)

    async def judge(self, stage: Stage, block: AnswerBlock, text: str) -> Verdict | None:
        """Have a worker check or label an answer.

        Raises:
            TimeoutError: it took too long.
            WorkerFailed: too many wait already, the judge raised, or its process died.
        """
        await self._place()
        try:
            return await self._judge(Job(stage, block, text, self._wall_s))
        finally:
            self._places.release()

    async def stop(self) -> None:
        """Kill every worker; their jobs fail. When it returns none of their processes exists."""
        self._stopped = True
        for worker in (*self._idle, *self._busy):
            self._retire(worker)
        self._idle.clear()
        for _ in range(self._size):
            await self._places.acquire()
        while self._ending:
            await asyncio.wait(self._ending)

    async def _place(self) -> None:
        if self._stopped or self._waiting >= self._max_waiting:
            raise WorkerFailed("no worker is free")
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1

    async def _judge(self, job: Job) -> Verdict | None:
        worker = await self._worker()
        usable = False
        try:
            async with asyncio.timeout(self._wall_s):
                verdict = await worker.judge(job)
            usable = True
        except WorkerFailed as error:
            usable = error.alive
            raise
        finally:
            self._busy.discard(worker)
            if usable and not self._stopped:
                self._idle.append(worker)
            else:
                self._retire(worker)
        return verdict

    async def _worker(self) -> OneJob:
        if self._stopped:
            raise WorkerFailed("the workers are stopped")
        worker = self._idle.pop() if self._idle else await self._start()
        self._busy.add(worker)
        return worker

    def _retire(self, worker: OneJob) -> None:
        """Kill it beside whatever goes on, so that its place is free at once."""
        ending = asyncio.get_running_loop().create_task(worker.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
