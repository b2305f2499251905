"""The executor: one result a call, within its time, and nobody else is disturbed."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tutor_server.session.ports import ToolResult
from tutor_server.tools.executor import ToolExecutor

LIMIT_S = 5.0


class Results:
    """Collects results and lets a test wait for them."""

    def __init__(self) -> None:
        self.seen: list[ToolResult] = []
        self._more = asyncio.Event()

    def __call__(self, result: ToolResult) -> None:
        self.seen.append(result)
        self._more.set()

    async def first(self) -> ToolResult:
        await self._more.wait()
        return self.seen[0]


async def quick() -> int:
    return 42


async def hanging() -> None:
    await asyncio.Event().wait()


async def crashing() -> None:
    raise ZeroDivisionError


async def test_t_03_a_call_that_works_gives_one_result() -> None:
    results = Results()
    ToolExecutor().run(quick, limit_s=LIMIT_S, done=results)
    assert await results.first() == ToolResult("done", 42)
    assert len(results.seen) == 1


async def test_t_01_a_call_that_raises_is_a_result_and_its_caller_lives(
    caplog: pytest.LogCaptureFixture,
) -> None:
    results = Results()
    with caplog.at_level(logging.CRITICAL):
        ToolExecutor().run(crashing, limit_s=LIMIT_S, done=results)
        assert await results.first() == ToolResult("crash", reason="ZeroDivisionError")


async def test_t_04_over_its_capacity_the_executor_refuses_at_once_and_says_why() -> None:
    executor, results = ToolExecutor(max_calls=1), Results()
    held = executor.run(hanging, limit_s=LIMIT_S, done=results)
    executor.run(quick, limit_s=LIMIT_S, done=results)
    refused = await results.first()
    assert (refused.outcome, refused.reason) == ("refused", "max_children (1)")
    held.cancel()
    await executor.stop()


@pytest.mark.looptime
async def test_t_05_a_call_over_its_time_is_stopped_and_its_place_is_free() -> None:
    executor, results = ToolExecutor(max_calls=1), Results()
    executor.run(hanging, limit_s=LIMIT_S, done=results)
    assert (await results.first()).outcome == "timeout"
    await asyncio.sleep(0)
    assert len(executor) == 0


async def test_t_05_a_cancelled_call_tells_nothing() -> None:
    executor, results = ToolExecutor(), Results()
    call = executor.run(quick, limit_s=LIMIT_S, done=results)
    call.cancel()
    await executor.stop()
    assert results.seen == []


async def test_t_07_a_stopped_executor_has_nothing_running_and_refuses() -> None:
    executor, results = ToolExecutor(), Results()
    executor.run(hanging, limit_s=LIMIT_S, done=lambda _: None)
    await executor.stop()
    assert len(executor) == 0
    executor.run(quick, limit_s=LIMIT_S, done=results)
    assert (await results.first()).reason == "stopped"


@pytest.mark.looptime
async def test_t_05_each_call_has_its_own_limit() -> None:
    executor, loop = ToolExecutor(), asyncio.get_running_loop()
    ended: list[tuple[float, str]] = []
    for limit_s in (3.0, 1.0, 2.0):
        executor.run(
            hanging, limit_s=limit_s, done=lambda result: ended.append((loop.time(), result.reason))
        )
    await asyncio.sleep(4)
    assert ended == [(1.0, "over 1 s"), (2.0, "over 2 s"), (3.0, "over 3 s")]
    assert len(executor) == 0


async def test_t_05_a_tool_that_limits_itself_is_a_timeout_too() -> None:
    async def limited() -> None:
        raise TimeoutError

    results = Results()
    ToolExecutor().run(limited, limit_s=LIMIT_S, done=results)
    assert (await results.first()).outcome == "timeout"


@pytest.mark.looptime
async def test_t_05_a_result_in_time_is_the_only_one() -> None:
    executor, results = ToolExecutor(), Results()
    executor.run(quick, limit_s=LIMIT_S, done=results)
    await asyncio.sleep(2 * LIMIT_S)
    assert results.seen == [ToolResult("done", 42)]
