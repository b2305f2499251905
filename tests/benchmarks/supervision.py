"""What supervision costs, each as a ratio of two things measured in one run.

S-39  stop of 10,000 children : stop of 1,000, CPU                    ≤ 50
S-05  resident memory after 1,000 temporary children with 100 kB
      each have died : after 1,000 without have                       ≤ 1.1
beside them, for comparison, bare asyncio tasks cancelled and awaited, 10,000 : 1,000

Before memory is read, the C allocator hands its free pages back: it would keep what lies below the
highest block in use, and the question is what the supervisor keeps. Rounds are interleaved, the median counts. Run: python tests/benchmarks/supervision.py
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from tutor_server.otp.process import Process, start
from tutor_server.otp.reasons import Stop
from tutor_server.otp.spec import ChildSpec, Restart
from tutor_server.otp.supervisor import Supervisor
from tutor_shared.clock import SystemClock

FEW: Final = 1_000
MANY: Final = 10_000
ROUNDS: Final = 5
ARGUMENT: Final = 100_000
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class Idle(Process[None]):
    """Ends at its first message; holds an argument."""

    def __init__(self, argument: bytes = b"") -> None:
        self.argument = argument

    async def handle(self, message: None) -> None:
        """End as if it had finished."""
        raise Stop


def spec(number: int, size: int = 0, restart: Restart = "permanent") -> ChildSpec[None]:
    """A child with an argument of so many bytes."""
    return ChildSpec(number, partial(Idle, bytes(size)), restart)


async def supervised(children: int) -> float:
    """CPU seconds to stop a supervisor with so many children."""
    supervisor = Supervisor(clock=SystemClock())
    await start(supervisor)
    for number in range(children):
        await supervisor.start_child(spec(number))
    return await cpu_of(supervisor.stop)


async def bare(children: int) -> float:
    """CPU seconds to cancel and await so many tasks that wait."""
    tasks = [asyncio.create_task(asyncio.Event().wait()) for _ in range(children)]
    await asyncio.sleep(0)

    async def stop() -> None:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task

    return await cpu_of(stop)


async def cpu_of(work: Callable[[], Awaitable[object]]) -> float:
    """CPU seconds of the work, begun with a clean heap."""
    gc.collect()
    began = time.process_time()
    await work()
    return time.process_time() - began


async def memory_kept() -> float:
    """Resident memory after children with arguments have come and gone, as a part of that before."""
    supervisor = Supervisor(clock=SystemClock())
    await start(supervisor)
    await come_and_go(supervisor, 0)
    before = resident()
    await come_and_go(supervisor, ARGUMENT)
    kept = resident() / before
    await supervisor.stop()
    return kept


async def come_and_go(supervisor: Supervisor, size: int) -> None:
    """Start temporary children with so many bytes each, all alive at once, and let all end."""
    refs = [await supervisor.start_child(spec(n, size, "temporary")) for n in range(FEW)]
    for ref in refs:
        ref.tell(None)
    await asyncio.gather(*(ref.down() for ref in refs))


def resident() -> int:
    """Bytes of this process in memory that are in use."""
    gc.collect()
    with suppress(AttributeError):  # glibc only
        ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


async def main() -> int:
    """Measure, print the table, and say whether every target is met."""
    kept = await memory_kept()
    times: dict[tuple[Callable[[int], Awaitable[float]], int], list[float]] = {}
    for number in range(ROUNDS + 1):
        for stop in (supervised, bare):
            for children in (FEW, MANY):
                seconds = await stop(children)
                if number:  # the first round warms up
                    times.setdefault((stop, children), []).append(seconds)
    cost = {what: statistics.median(found) for what, found in times.items()}
    for stop, words in ((supervised, "supervised"), (bare, "bare tasks")):
        few, many = cost[stop, FEW] * 1000, cost[stop, MANY] * 1000
        print(f"{words}: {FEW:,} in {few:.1f} ms, {MANY:,} in {many:.1f} ms, {many / few:.1f} x")
    rows = (
        ("S-39", "stop 10,000 : 1,000", cost[supervised, MANY] / cost[supervised, FEW], 50.0),
        ("S-05", "memory after : before", kept, 1.1),
    )
    for name, words, ratio, target in rows:
        met = "met" if ratio <= target else "missed"
        print(f"{name}  {words:24} {ratio:6.2f}  target {target:5.2f}  {met}")
    return 0 if all(ratio <= target for _, _, ratio, target in rows) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
