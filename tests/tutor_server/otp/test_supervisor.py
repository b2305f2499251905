"""S: how a supervisor starts, ends and lists its children, and ends itself."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.tutor_server.otp.processes import (
    Deed,
    Doer,
    doer_spec,
    fail_after_first,
    forever,
    naughty,
    nursery,
    other_tasks,
    raising,
    settle,
    throwing,
    ticks,
)
from tutor_server.otp.child import Counts
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.life import abandoned
from tutor_server.otp.process import Process, start
from tutor_server.otp.reasons import (
    KILLED,
    SHUTDOWN,
    Abandoned,
    Killed,
    Reason,
    Stop,
)
from tutor_server.otp.registry import Registry
from tutor_server.otp.report import ChildDied, UnknownMessage
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.supervisor import Supervisor
from tutor_shared.errors import AlreadyStarted, BadSpec, MaxChildren, NoProcess, StartFailed

MANY = Intensity(max_restarts=1000, within_s=10)


def exiting() -> Process[Deed]:
    raise SystemExit


def erring() -> Process[Deed]:
    raise RuntimeError


def not_even() -> Any:
    return "rubbish"


def a_class() -> Any:
    return Doer


@pytest.mark.parametrize(
    "spec",
    [
        doer_spec(init=raising()),
        doer_spec(init=throwing(SystemExit())),
        doer_spec(init=throwing(Stop())),
        ChildSpec("exits", exiting),
        ChildSpec("raises", erring),
        ChildSpec("rubbish", not_even),
        ChildSpec("class", a_class),
    ],
    ids=["init raises", "init exits", "init stops", "exits", "raises", "rubbish", "class"],
)
async def test_s_17_a_first_start_that_fails_is_told_to_the_caller_only(
    spec: ChildSpec[Deed],
) -> None:
    home = await nursery(intensity=Intensity(max_restarts=0))
    with pytest.raises(StartFailed):
        await home.supervisor.start_child(spec)
    await settle()
    assert home.supervisor.count() == Counts(0, 0, 0, 0)
    assert home.supervisor.ref.alive
    assert home.reports == []


async def test_s_17_a_start_that_gives_a_used_process_fails() -> None:
    home = await nursery()
    used = Doer()
    await home.supervisor.start_child(ChildSpec("used", lambda: used))
    with pytest.raises(StartFailed, match="make a new one"):
        await home.supervisor.start_child(ChildSpec("used", lambda: used))


async def test_s_18_start_child_returns_after_init() -> None:
    home = await nursery()
    gate, log = asyncio.Event(), list[Any]()
    starting = asyncio.ensure_future(home.child(init=gate.wait, log=log))
    await settle()
    assert not starting.done()
    gate.set()
    ref = await starting
    ref.tell(lambda: log.append("handled"))
    await settle()
    assert log == ["init", "handled"]


async def test_s_18_a_cancelled_start_leaves_no_child() -> None:
    home = await nursery()
    starting = asyncio.ensure_future(home.child(init=forever))
    await settle()
    starting.cancel()
    await settle()
    assert home.supervisor.count().total == 0
    assert home.reports == []
    assert len(other_tasks()) == 1


async def test_s_19_a_name_without_a_registry_is_refused_before_anything_runs() -> None:
    home = await nursery()
    log: list[Any] = []
    with pytest.raises(BadSpec, match="registry"):
        await home.child(name="ada", log=log)
    assert log == []


async def test_s_20_one_child_more_than_allowed_is_refused() -> None:
    home = await nursery(max_children=2)
    await home.child()
    await home.child()
    with pytest.raises(MaxChildren, match="2 already"):
        await home.child()


async def test_s_20_a_restarting_child_still_counts() -> None:
    home = await nursery(max_children=1)
    gate = asyncio.Event()
    gate.set()
    ref = await home.child(init=gate.wait)
    gate.clear()
    ref.tell(raising())
    await settle()
    assert home.supervisor.count() == Counts(1, 0, 1, 0)
    with pytest.raises(MaxChildren):
        await home.child()


async def test_s_21_counts_and_listing_of_1000_then_2000_children_are_exact() -> None:
    home = await nursery()
    for size in (1000, 2000):
        while home.supervisor.count().total < size:
            await home.child(home.supervisor.count().total, restart="temporary")
        assert home.supervisor.count() == Counts(size, size, 0, 0)
        assert [child.id for child in home.supervisor.children()] == list(range(size))
    for ref in home.refs():
        ref.kill()
    await settle()
    assert home.supervisor.count() == Counts(0, 0, 0, 0)


async def test_s_22_a_terminated_child_is_gone_for_good() -> None:
    home = await nursery(intensity=Intensity(max_restarts=0))
    ref = await home.child()
    downs: list[Reason] = []
    ref.monitor(downs.append)
    assert await home.supervisor.terminate_child(ref) == SHUTDOWN
    assert downs == [SHUTDOWN]
    assert home.supervisor.count().total == 0
    assert home.supervisor.ref.alive
    with pytest.raises(NoProcess):
        await home.supervisor.terminate_child(ref)


async def test_s_23_a_stranger_is_not_terminated() -> None:
    home = await nursery()
    stranger = await start(Doer())
    with pytest.raises(NoProcess):
        await home.supervisor.terminate_child(stranger)
    assert stranger.alive


async def test_s_24_a_child_terminated_between_two_tries_does_not_come_back() -> None:
    home = await nursery(intensity=MANY)
    made = [Doer()]
    ref = await home.supervisor.start_child(ChildSpec("once", made.pop))
    ref.tell(raising())
    await ref.down()
    assert [child.state for child in home.supervisor.children()] == ["restarting"]
    await home.supervisor.terminate_child(ref)
    tries = len(home.reports)
    await settle()
    assert home.supervisor.count().total == 0
    assert len(home.reports) == tries


async def test_s_25_a_child_that_obeys_ends_with_shutdown() -> None:
    home = await nursery()
    log: list[Any] = []
    ref = await home.child(log=log, shutdown=1.0)
    assert await home.supervisor.terminate_child(ref) == SHUTDOWN
    assert log == ["init", ("terminate", SHUTDOWN), ("ended", SHUTDOWN)]
    assert home.reports == []


@pytest.mark.looptime
async def test_s_26_a_child_that_does_not_is_killed_in_time() -> None:
    home = await nursery()
    ref = await home.child(shutdown=2.0, clean_up=forever)
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert await home.supervisor.terminate_child(ref) == KILLED
    assert 1.6 <= loop.time() - before <= 2.4
    assert home.reports == [ChildDied("child", KILLED, 0)]


async def test_s_27_brutal_ends_at_once_without_clean_up() -> None:
    home = await nursery()
    log: list[Any] = []
    ref = await home.child(log=log, shutdown="brutal")
    assert await home.supervisor.terminate_child(ref) == KILLED
    assert log == ["init", ("ended", KILLED)]
    assert home.reports == []


@pytest.mark.looptime
async def test_s_28_infinity_is_waited_for() -> None:
    home = await nursery()
    ref = await home.child(shutdown="infinity", clean_up=lambda: asyncio.sleep(3600))
    assert await home.supervisor.terminate_child(ref) == SHUTDOWN


@pytest.mark.looptime
async def test_s_30_a_thousand_slow_children_stop_side_by_side() -> None:
    home = await nursery()
    for number in range(1000):
        await home.child(number, clean_up=lambda: asyncio.sleep(0.5))
    loop = asyncio.get_running_loop()
    before = loop.time()
    await home.supervisor.stop()
    assert loop.time() - before <= 1.5
    assert other_tasks() == set()


async def test_s_32_after_stop_no_task_is_left_and_a_second_stop_finds_nobody() -> None:
    home = await nursery()
    for _ in range(10):
        await home.child()
    await home.supervisor.stop()
    assert other_tasks() == set()
    with pytest.raises(NoProcess):
        await home.supervisor.stop()
    with pytest.raises(NoProcess):
        await home.child()


async def test_s_39_ten_thousand_children_stop_and_leave_no_task() -> None:
    home = await nursery()
    ended: list[Reason] = []
    for number in range(10_000):
        (await home.child(number)).monitor(ended.append)
    await home.supervisor.stop()
    assert ended == [SHUTDOWN] * 10_000
    assert other_tasks() == set()


@pytest.mark.looptime
async def test_s_33_a_child_that_swallows_cancellation_is_abandoned_and_reported_once() -> None:
    home = await nursery()
    release = asyncio.Event()
    ref = await home.child(shutdown=1.0)
    ref.tell(naughty(release))
    await settle()
    await home.supervisor.stop()
    left = abandoned()
    release.set()
    await settle()
    [report] = home.reports
    assert isinstance(report, ChildDied)
    assert isinstance(report.reason, Abandoned)
    assert "in hang" in report.reason.stack
    assert (left, abandoned()) == (1, 0)
    assert other_tasks() == set()


@pytest.mark.looptime
async def test_s_34_children_that_never_start_do_not_keep_the_supervisor_busy() -> None:
    home = await nursery(intensity=Intensity(max_restarts=10**9, within_s=5))
    starts: list[int] = []
    ref = await home.child(init=lambda: fail_after_first(starts))
    hanging = asyncio.ensure_future(home.child("hangs", init=forever))
    ref.tell(raising())
    await ticks(100)
    assert len(starts) > 10
    assert home.supervisor.count().total == 2
    await home.supervisor.stop()
    with pytest.raises(StartFailed):
        await hanging


async def test_s_35_an_unknown_message_is_reported_and_ignored() -> None:
    home = await nursery()
    home.supervisor.ref.tell({"unknown": 1})
    await settle()
    assert home.reports == [UnknownMessage("dict")]
    assert home.supervisor.ref.alive


async def test_s_37_a_killed_supervisor_takes_its_children_along() -> None:
    inner = Supervisor(clock=(await nursery()).clock)
    home = await nursery()
    spec: ChildSpec[object] = ChildSpec("inner", lambda: inner, "temporary", "infinity")
    await home.supervisor.start_child(spec)
    ref = await inner.start_child(doer_spec())
    home.supervisor.ref.kill()
    await settle()
    assert not inner.ref.alive
    assert not ref.alive


async def test_s_40_a_child_id_may_be_used_twice() -> None:
    home = await nursery()
    assert await home.child("same") is not await home.child("same")


async def test_s_40_a_name_may_not() -> None:
    home = await nursery(registry=Registry[Deed]())
    owner = await home.child(name="ada")
    log: list[Any] = []
    with pytest.raises(AlreadyStarted) as refused:
        await home.child(name="ada", log=log)
    assert refused.value.owner is owner
    assert log == []


@pytest.mark.looptime
@pytest.mark.parametrize("tick", range(21))
async def test_s_46_a_kill_at_any_tick_of_its_life_ends_the_child(tick: int) -> None:
    home = await nursery()

    async def busy() -> None:
        for _ in range(3):
            async with asyncio.timeout(1):
                await asyncio.sleep(0)

    starting = asyncio.ensure_future(home.child(restart="temporary", init=busy, clean_up=busy))
    await ticks(2)
    [ref] = home.refs()
    for _ in range(5):
        ref.tell(busy)
    await ticks(tick)
    ref.kill()
    assert isinstance(await ref.down(), Killed)
    await settle()
    assert home.supervisor.count().total == 0
    await asyncio.gather(starting, return_exceptions=True)


async def test_s_50_a_child_told_to_wait_is_not_restarted_until_released() -> None:
    home = await nursery(on_crash=lambda *_: "wait", intensity=Intensity(max_restarts=0))
    ref = await home.child()
    ref.tell(raising())
    await settle()
    assert home.supervisor.count() == Counts(1, 0, 0, 1)
    assert home.supervisor.ref.alive
    released = await home.supervisor.release("child")
    assert released.alive
    assert home.supervisor.count() == Counts(1, 1, 0, 0)
    with pytest.raises(NoProcess):
        await home.supervisor.release("child")


async def test_s_50_the_next_start_takes_the_place_of_a_waiting_child() -> None:
    home = await nursery(on_crash=lambda *_: "wait")
    (await home.child()).tell(raising())
    await settle()
    await home.child()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)
