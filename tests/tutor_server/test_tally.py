"""What is counted on the way, and that nothing else changes by it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.classroom import classroom
from tutor_server.session.ports import Batch, Running, ToolResult
from tutor_server.tally import Tally
from tutor_server.tools.executor import Call
from tutor_shared.errors import IdConflict, IdRepeated, StaleEpoch, StoreUnavailable
from tutor_shared.wire import frames

BATCH = Batch("a-session", 1, (), "exposition", datetime(2026, 11, 24, tzinfo=UTC))


class OneAnswer:
    """A journal that gives the same answer to everything."""

    def __init__(self, answer: int | BaseException) -> None:
        self._answer = answer

    async def append(self, batch: Batch) -> int:
        if isinstance(self._answer, BaseException):
            raise self._answer
        return self._answer


class AtOnce:
    """An executor that tells one result at once."""

    def __init__(self, result: ToolResult) -> None:
        self._result = result
        self.limits: list[float] = []

    def run(
        self,
        call: Callable[[], Awaitable[Any]],
        *,
        limit_s: float,
        done: Callable[[ToolResult], None],
    ) -> Running:
        self.limits.append(limit_s)
        done(self._result)
        return Call(done, limit_s)


async def test_a_stored_turn_is_counted_and_keeps_its_seq() -> None:
    tally = Tally()
    assert await tally.journal(OneAnswer(41)).append(BATCH) == 41
    assert {name: n for name, n in tally.turns.items() if n} == {"stored": 1}


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (IdRepeated(3), "repeated"),
        (IdConflict(), "conflict"),
        (StaleEpoch(), "stale"),
        (StoreUnavailable(), "unavailable"),
        (ZeroDivisionError(), "unknown"),
        (asyncio.CancelledError(), "unknown"),
    ],
)
async def test_a_turn_that_was_not_stored_is_counted_by_why(error: Any, outcome: str) -> None:
    tally = Tally()
    with pytest.raises(type(error)) as raised:
        await tally.journal(OneAnswer(error)).append(BATCH)
    assert raised.value is error
    assert {name: n for name, n in tally.turns.items() if n} == {outcome: 1}


@pytest.mark.parametrize("outcome", ["done", "timeout", "crash", "refused"])
async def test_a_tool_is_counted_by_its_outcome(outcome: Any) -> None:
    tally, inner, told = Tally(), AtOnce(ToolResult(outcome)), list[ToolResult]()

    async def call() -> None:
        pass

    tally.executor(inner).run(call, limit_s=5.0, done=told.append)
    assert told == [ToolResult(outcome)]
    assert inner.limits == [5.0]
    assert {name: n for name, n in tally.tools.items() if n} == {outcome: 1}


def test_a_transaction_is_counted_by_its_size_and_its_time() -> None:
    tally = Tally()
    tally.committed(7, 0.002)
    tally.committed(1, 0.2)
    assert (tally.groups.count, tally.groups.sum) == (2, 8)
    assert tally.commits.count == 2
    assert tally.commits.sum == pytest.approx(0.202)


async def test_a_lesson_is_counted_turn_by_turn_and_check_by_check() -> None:
    tally = Tally()
    async with classroom() as plain:
        journal, executor = tally.journal(plain.journal), tally.executor(plain.executor)
        async with classroom(journal=journal, executor=executor, sessions=plain.sessions) as room:
            learner = await room.at_question()
            await learner.say("1/2")
            await learner.until_state("providing_feedback_correct")
    assert tally.turns["stored"] >= 4
    assert tally.tools["done"] >= 1
    assert sum(tally.turns.values()) == tally.turns["stored"]


async def test_a_restart_after_a_crash_is_counted() -> None:
    tally = Tally()
    async with classroom() as room:
        room.lessons.supervisor.on_restart(tally.restarted)
        learner = await room.join()
        await learner.until_state("exposition")
        room.journal.faults.append(RuntimeError("a defect"))
        assert learner.seat is not None
        await learner.seat.push(frames.Next(learner.fresh()))
        await learner.until(lambda me: me.words == ["crash"])
        await room.join()
    assert tally.restarts == 1
