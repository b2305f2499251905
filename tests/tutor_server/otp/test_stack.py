"""The stack of a suspended task goes down to where it hangs."""

from __future__ import annotations

import asyncio
from collections.abc import Generator

from tests.tutor_server.otp.processes import forever, ticks
from tutor_server.otp.stack import awaiting


class Waiting:
    def __await__(self) -> Generator[object, None, None]:
        yield None


async def outer() -> None:
    await forever()


async def on_an_awaitable() -> None:
    await Waiting()


async def test_every_await_of_the_chain_is_shown() -> None:
    task = asyncio.ensure_future(outer())
    await ticks(1)
    stack = awaiting(task)
    task.cancel()
    places = [stack.index(f"in {name}") for name in ("outer", "forever", "wait")]
    assert places == sorted(places)


async def test_an_awaitable_of_ones_own_is_shown_too() -> None:
    task = asyncio.ensure_future(on_an_awaitable())
    await ticks(1)
    stack = awaiting(task)
    await task
    assert stack.index("in on_an_awaitable") < stack.index("in __await__")


async def test_a_task_that_has_ended_has_none() -> None:
    task = asyncio.ensure_future(asyncio.sleep(0))
    await task
    assert awaiting(task) == ""
