"""The parts of a process run in order, each when it should."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.tutor_server.otp.processes import Doer, forever, raising, settle, throwing
from tutor_server.otp.process import Process, spawn, start
from tutor_server.otp.reasons import NORMAL, SHUTDOWN, Crash, Stop
from tutor_server.otp.reply import Reply
from tutor_shared.errors import AlreadyStarted, MailboxFull, StartFailed


class Counter(Process[Reply[int]]):
    def __init__(self) -> None:
        self._count = 0

    async def handle(self, message: Reply[int]) -> None:
        self._count += 1
        message.send(self._count)


async def test_it_keeps_its_state_between_messages() -> None:
    counter = await start(Counter())
    assert [await counter.ask(lambda reply: reply) for _ in range(3)] == [1, 2, 3]


async def test_raising_stop_ends_it_in_order() -> None:
    log: list[Any] = []
    ref = await start(Doer(log=log))
    ref.tell(throwing(Stop(SHUTDOWN)))
    assert await ref.down() == SHUTDOWN
    assert log == ["init", ("terminate", SHUTDOWN), ("ended", SHUTDOWN)]


async def test_a_crash_is_cleaned_up_after() -> None:
    log: list[Any] = []
    crash = Crash(RuntimeError())
    ref = await start(Doer(log=log))
    ref.tell(throwing(crash.error))
    assert await ref.down() == crash
    assert log == ["init", ("terminate", crash), ("ended", crash)]


async def test_a_failed_init_is_not_cleaned_up_after() -> None:
    log: list[Any] = []
    with pytest.raises(StartFailed):
        await start(Doer(log=log, init=raising()))
    assert [entry[0] for entry in log] == ["ended"]


async def test_a_process_without_handle_crashes_at_its_first_message() -> None:
    ref = await start(Process[str]())
    ref.tell("message")
    reason = await ref.down()
    assert isinstance(reason, Crash)
    assert isinstance(reason.error, NotImplementedError)


async def test_one_object_runs_once() -> None:
    process = Doer()
    ref = spawn(process)
    with pytest.raises(AlreadyStarted) as refused:
        spawn(process)
    assert refused.value.owner is ref
    assert await ref.stop() == NORMAL


async def test_a_cancelled_start_kills_what_nobody_would_hold() -> None:
    process = Doer(init=forever)
    starting = asyncio.ensure_future(start(process))
    await settle()
    starting.cancel()
    await settle()
    assert not process.ref.alive


async def test_the_mailbox_is_as_large_as_the_class_says() -> None:
    class Small(Counter):
        mailbox_size = 1

    ref = spawn(Small())
    pushing = [asyncio.ensure_future(ref.ask(lambda reply: reply)) for _ in range(2)]
    await settle()
    first, second = await asyncio.gather(*pushing, return_exceptions=True)
    assert first == 1
    assert isinstance(second, MailboxFull)
