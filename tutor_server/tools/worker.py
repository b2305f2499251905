"""One worker process, as the server holds it: started, given one job at a time, killed.

A process of its own and not `concurrent.futures`: there a worker that dies breaks the whole pool,
a running job cannot be stopped, and what comes back is unpickled.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final, Self

from tutor_server.tools.jobs import HEAD, Job, Reply, length, pack, read_reply
from tutor_server.tools.worker_main import OUT_OF_MEMORY
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import WorkerFailed

#: `-P` keeps the folder a learner happens to stand in off the worker's import path.
COMMAND: Final = (sys.executable, "-P", "-m", "tutor_server.tools.worker_main")
#: A worker that closed its pipes is on its way out; it gets so long to leave with its own status.
LEAVING_S: Final = 0.5
#: All a worker gets of the environment. Tokens and passwords are not among it.
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ")


class Worker:
    """A running worker. Build it with `start`; whoever has it gives it one job at a time."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._jobs = process.stdin
        self._replies = process.stdout

    @classmethod
    async def start(cls, command: Sequence[str] = COMMAND) -> Self:
        """Start a process and wait until it is ready for a job.

        Raises:
            WorkerFailed: it cannot be started.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env=_environment(os.environ),
                # Not in the terminal's foreground: ctrl+c is for the server to handle.
                start_new_session=True,
            )
        except OSError as error:
            raise WorkerFailed(f"no worker process can be started ({error.strerror})") from error
        worker = cls(process)
        try:
            await worker._reply()
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    async def judge(self, job: Job) -> Verdict | None:
        """Have a job done. Cancelled meanwhile, the worker is of no more use: `end` it.

        Raises:
            WorkerFailed: the judge raised, or the process died.
        """
        try:
            self._jobs.write(pack(job))
            await self._jobs.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise await self._dead() from None
        reply = await self._reply()
        if reply.failed:
            raise WorkerFailed(f"the check raised {reply.failed}", alive=True)
        return reply.verdict

    async def end(self) -> None:
        """Kill the process and wait until it is gone; does nothing more to a dead one."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        self._jobs.close()
        await self._process.wait()

    async def _reply(self) -> Reply:
        try:
            size = length(await self._replies.readexactly(HEAD))
            return read_reply(await self._replies.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionResetError):
            raise await self._dead() from None
        except ValueError:
            raise WorkerFailed("its worker process wrote what is no reply") from None

    async def _dead(self) -> WorkerFailed:
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVING_S):
                await self._process.wait()
        await self.end()
        status = self._process.returncode
        why = "it needed too much memory" if status == OUT_OF_MEMORY else f"status {status}"
        return WorkerFailed(f"its worker process died ({why})")


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: environ[name] for name in _PASSED_ON if name in environ}
