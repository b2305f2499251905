"""A question is answered once."""

from __future__ import annotations

import asyncio

from tutor_server.otp.reply import Failure, Reply


async def test_only_the_first_answer_counts() -> None:
    future: asyncio.Future[str | Failure] = asyncio.get_running_loop().create_future()
    reply = Reply(future)
    assert reply.wanted
    reply.send("first")
    reply.send("second")
    reply.fail(RuntimeError())
    assert future.result() == "first"
    assert not reply.wanted


async def test_m_04_an_answer_to_nobody_is_dropped() -> None:
    future: asyncio.Future[str | Failure] = asyncio.get_running_loop().create_future()
    future.cancel()
    Reply(future).send("late")
    assert future.cancelled()


async def test_an_error_travels_as_a_value() -> None:
    future: asyncio.Future[str | Failure] = asyncio.get_running_loop().create_future()
    error = RuntimeError()
    Reply(future).fail(error)
    outcome = future.result()
    assert isinstance(outcome, Failure)
    assert outcome.error is error
