"""M: monitors, calls, casts and exits, as others see a process."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.tutor_server.otp.processes import (
    Deed,
    Doer,
    answering,
    doer_spec,
    forever,
    nursery,
    other_tasks,
    raising,
    settle,
    throwing,
)
from tutor_server.otp.monitor import Monitor
from tutor_server.otp.process import spawn, start
from tutor_server.otp.reasons import (
    KILLED,
    NOPROC,
    NORMAL,
    SHUTDOWN,
    Crash,
    Reason,
    Stop,
)
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.reply import Reply
from tutor_shared.errors import (
    CallSelf,
    CallTimeout,
    MailboxFull,
    NoProcess,
    ProcessDied,
    StartFailed,
)


def unanswered(_reply: Reply[Any]) -> Deed:
    return lambda: None


def is_ending(ref: ProcessRef[Deed]) -> bool:
    return ref.ending


async def fill(ref: ProcessRef[Deed]) -> None:
    ref.tell(forever)
    await settle()
    for _ in range(64):
        ref.tell(lambda: None)


async def test_m_01_a_death_is_told_once_with_its_reason() -> None:
    ref, told, error = await start(Doer()), list[Reason](), RuntimeError()
    ref.monitor(told.append)
    ref.tell(throwing(error))
    await settle()
    assert told == [Crash(error)]
    assert not ref.alive


async def test_m_02_a_monitor_of_a_dead_process_is_told_noproc_at_once() -> None:
    ref, told = await start(Doer()), list[Reason]()
    await ref.stop()
    ref.monitor(told.append)
    await asyncio.sleep(0)
    assert told == [NOPROC]
    assert await ref.down() == NOPROC


async def test_m_03_two_monitors_are_both_told() -> None:
    ref, told = await start(Doer()), list[Reason]()
    ref.monitor(told.append)
    ref.monitor(told.append)
    await ref.stop()
    assert told == [NORMAL, NORMAL]


async def test_m_03_after_demonitor_none_is_told_even_when_it_was_on_its_way() -> None:
    ref, told = await start(Doer()), list[Reason]()
    seconds: list[Monitor] = []
    ref.monitor(lambda _: seconds[0].demonitor())
    seconds.append(ref.monitor(told.append))
    await ref.stop()
    ref.monitor(told.append).demonitor()
    await settle()
    assert told == []


@pytest.mark.looptime
async def test_m_04_a_late_reply_goes_nowhere() -> None:
    ref, gate = await start(Doer()), asyncio.Event()
    replies: list[Reply[str]] = []

    def late(reply: Reply[str]) -> Deed:
        async def wait() -> None:
            await gate.wait()
            reply.send("late")

        replies.append(reply)
        return wait

    with pytest.raises(CallTimeout, match="2 s"):
        await ref.ask(late, 2)
    assert not replies[0].wanted
    gate.set()
    await settle()
    assert await ref.ask(answering("next"), 2) == "next"


async def test_m_05_a_call_to_oneself_is_an_error() -> None:
    ref, errors = await start(Doer()), list[Exception]()

    async def ask_self() -> None:
        for wait in (ref.ask(unanswered), ref.stop()):
            try:
                await wait
            except CallSelf as error:
                errors.append(error)

    ref.tell(ask_self)
    await settle()
    assert len(errors) == 2
    assert ref.alive


async def test_m_05_a_push_to_its_own_full_mailbox_is_an_error() -> None:
    ref, errors, gate = await start(Doer()), list[Exception](), asyncio.Event()

    async def push_self() -> None:
        await gate.wait()
        try:
            await ref.push(lambda: None)
        except CallSelf as error:
            errors.append(error)

    ref.tell(push_self)
    await settle()
    for _ in range(64):
        ref.tell(lambda: None)
    gate.set()
    await settle()
    assert len(errors) == 1


@pytest.mark.looptime
async def test_m_06_a_callee_that_dies_is_told_within_50_ms() -> None:
    ref, error, loop = await start(Doer()), RuntimeError(), asyncio.get_running_loop()
    before = loop.time()
    with pytest.raises(ProcessDied) as died:
        await ref.ask(lambda _: throwing(error), 60)
    assert died.value.reason == Crash(error)
    assert loop.time() - before <= 0.05


async def test_m_06_a_call_still_in_the_mailbox_is_told_too() -> None:
    ref = await start(Doer())
    ref.tell(forever)
    asking = asyncio.ensure_future(ref.ask(unanswered))
    await settle()
    ref.kill()
    with pytest.raises(ProcessDied) as died:
        await asking
    assert died.value.reason == KILLED


async def test_m_07_a_cast_to_the_dead_does_nothing() -> None:
    ref = await start(Doer())
    await ref.stop()
    ref.tell(raising())


async def test_r_11_a_call_or_push_to_the_dead_is_refused_at_once() -> None:
    ref = await start(Doer())
    await ref.stop()
    for wait in (ref.ask(unanswered), ref.push(raising()), ref.stop()):
        with pytest.raises(NoProcess):
            await wait


async def test_m_08_100000_messages_keep_their_order() -> None:
    ref, seen = await start(Doer()), list[int]()
    for number in range(100_000):
        await ref.push(lambda number=number: seen.append(number))  # type: ignore[misc]  # a default binds
    await ref.ask(answering(None))
    assert seen == list(range(100_000))


async def test_m_09_a_full_mailbox_refuses_casts_and_calls() -> None:
    ref = await start(Doer())
    await fill(ref)
    with pytest.raises(MailboxFull):
        ref.tell(lambda: None)
    with pytest.raises(MailboxFull):
        await ref.ask(unanswered)
    ref.kill()
    await ref.down()


async def test_m_09_a_push_waits_and_is_told_when_the_process_ends() -> None:
    ref = await start(Doer())
    await fill(ref)
    pushing = asyncio.ensure_future(ref.push(lambda: None))
    await settle()
    assert not pushing.done()
    ref.kill()
    with pytest.raises(NoProcess):
        await pushing


async def test_m_11_an_exit_with_normal_is_ignored_and_shutdown_is_obeyed() -> None:
    ref = await start(Doer())
    ref.exit(NORMAL)
    await settle()
    assert not is_ending(ref)
    ref.exit(SHUTDOWN)
    assert is_ending(ref)
    assert await ref.down() == SHUTDOWN


async def test_m_11_an_exit_with_killed_is_a_kill() -> None:
    ref = await start(Doer())
    ref.exit(KILLED)
    assert await ref.down() == KILLED


async def test_m_12_callers_hear_that_it_stopped_normally_and_a_transient_stays_down() -> None:
    home = await nursery()
    ref = await home.supervisor.start_child(doer_spec(restart="transient"))
    gate = asyncio.Event()
    ref.tell(gate.wait)
    asking = asyncio.ensure_future(ref.ask(unanswered))
    stopping = asyncio.ensure_future(ref.stop(NORMAL))
    await settle()
    gate.set()
    with pytest.raises(ProcessDied) as died:
        await asking
    assert died.value.reason == NORMAL
    assert await stopping == NORMAL
    assert home.supervisor.count().total == 0


async def test_what_the_callee_failed_the_reply_with_is_raised() -> None:
    ref = await start(Doer())
    with pytest.raises(LookupError, match="why"):
        await ref.ask(lambda reply: lambda: reply.fail(LookupError("why")))


async def test_a_cancelled_caller_leaves_nothing_behind() -> None:
    ref = await start(Doer())
    asking = asyncio.ensure_future(ref.ask(unanswered))
    await settle()
    asking.cancel()
    await settle()
    assert asking.cancelled()
    assert not ref._life._asks


@pytest.mark.looptime
async def test_a_stop_that_takes_too_long_becomes_a_kill() -> None:
    ref = await start(Doer())
    ref.tell(forever)
    await settle()
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert await ref.stop(timeout_s=2) == KILLED
    assert loop.time() - before == pytest.approx(2, abs=0.2)


@pytest.mark.looptime
async def test_the_earliest_of_several_limits_counts() -> None:
    ref = await start(Doer(clean_up=forever))
    loop = asyncio.get_running_loop()
    before = loop.time()
    for within in (9.0, 2.0, 5.0):
        ref.exit(SHUTDOWN, within)
    assert await ref.down() == KILLED
    assert loop.time() - before == pytest.approx(2, abs=0.2)


async def test_a_cancelled_stop_still_stops() -> None:
    ref, gate = await start(Doer()), asyncio.Event()
    ref.tell(gate.wait)
    stopping = asyncio.ensure_future(ref.stop())
    await settle()
    stopping.cancel()
    gate.set()
    assert await ref.down() == NORMAL


async def test_started_raises_what_init_raised() -> None:
    error = ValueError("why")
    ref = spawn(Doer(init=throwing(error)))
    with pytest.raises(StartFailed, match="start it again") as failed:
        await ref.started()
    assert failed.value.__cause__ is error
    assert other_tasks() == set()


async def test_when_started_is_called_after_init_and_not_after_its_failure() -> None:
    calls: list[str] = []
    spawn(Doer()).when_started(lambda: calls.append("good"))
    spawn(Doer(init=raising())).when_started(lambda: calls.append("bad"))
    await settle()
    assert calls == ["good"]


async def test_it_prints_what_it_is_and_whether_it_lives() -> None:
    ref = await start(Doer())
    assert repr(ref).startswith("<Doer 0x")
    assert repr(ref).endswith("alive>")
    ref.tell(throwing(Stop()))
    await ref.down()
    assert repr(ref).endswith("dead>")
    assert ref.ended
