"""A worker process: reads a job, judges it, writes the reply, and so on until its input ends.

It trusts nothing to hold: memory is limited by the kernel before the first job, and each job arms
an alarm that ends the process even when the server that should have killed it is gone.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

from tutor_server.tools.jobs import HEAD, Job, Reply, length, pack, read_job
from tutor_shared.answers.judge import check, label
from tutor_shared.answers.verdict import Verdict

#: Enough for an interpreter with an algebra system and a large answer, and no more.
MEMORY_BYTES: Final = 512 * 1024 * 1024
#: The server kills at the job's limit; so much later the worker ends itself.
ALARM_AFTER_S: Final = 1.0
#: The exit status of a worker that ran into its memory limit.
OUT_OF_MEMORY: Final = 12

Judge = Callable[[Job], Verdict | None]


def main(judge: Judge | None = None, memory_bytes: int = MEMORY_BYTES) -> None:
    """Work on standard input and output until the input ends."""
    limit_memory(memory_bytes)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a judge prints must not end up between the replies.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, replies, judge or judged)


def serve(jobs: BinaryIO, replies: BinaryIO, judge: Judge) -> None:
    """Answer each job, in order. An empty reply before the first one says that it is ready."""
    _write(replies, Reply())
    while (job := _next(jobs)) is not None:
        signal.setitimer(signal.ITIMER_REAL, job.limit_s + ALARM_AFTER_S)
        reply = _perform(judge, job)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(replies, reply)


def judged(job: Job) -> Verdict | None:
    """The checker's own verdict or label."""
    judge: Callable[..., Verdict | None] = check if job.stage == "check" else label
    return judge(job.block, job.text)


def limit_memory(limit_bytes: int) -> None:
    """Let the kernel refuse this process more than so many bytes, and leave no core behind."""
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        _, most = resource.getrlimit(kind)
        allowed = limit_bytes if most == resource.RLIM_INFINITY else min(limit_bytes, most)
        resource.setrlimit(kind, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _perform(judge: Judge, job: Job) -> Reply:
    try:
        return Reply(judge(job))
    except MemoryError:
        # What is left of this process cannot be trusted with another job.
        sys.exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - whatever a judge raises fails its own job only
        return Reply(failed=type(error).__name__)


def _next(jobs: BinaryIO) -> Job | None:
    head = jobs.read(HEAD)
    return read_job(jobs.read(length(head))) if len(head) == HEAD else None


def _write(replies: BinaryIO, reply: Reply) -> None:
    replies.write(pack(reply))
    replies.flush()


if __name__ == "__main__":
    main()
