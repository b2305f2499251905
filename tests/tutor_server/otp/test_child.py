"""S: how a child ends, when it comes back, which ends are news, and what is kept of it."""

from __future__ import annotations

import asyncio
import gc
import weakref
from functools import partial
from typing import Any

import pytest

from tests.tutor_server.otp.processes import (
    Doer,
    doer_spec,
    fail_after_first,
    forever,
    nursery,
    raising,
    settle,
    throwing,
    ticks,
)
from tutor_server.otp.child import Child, ChildInfo, ChildState, Counts
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.process import spawn
from tutor_server.otp.reasons import (
    IGNORED,
    KILLED,
    NORMAL,
    SHUTDOWN,
    Abandoned,
    Crash,
    Reason,
    Shutdown,
    Stop,
)
from tutor_server.otp.report import ChildDied
from tutor_server.otp.spec import ChildSpec, Restart
from tutor_shared.errors import StartFailed

CRASH = Crash(ValueError())


@pytest.mark.parametrize(
    ("state", "excused", "reason", "news"),
    [
        ("running", False, CRASH, True),
        ("running", False, KILLED, True),
        ("running", False, NORMAL, False),
        ("running", False, SHUTDOWN, False),
        ("restarting", False, CRASH, True),
        ("starting", False, CRASH, False),
        ("starting", False, Abandoned(), True),
        ("stopping", False, KILLED, True),
        ("stopping", True, KILLED, False),
        ("stopping", True, Abandoned(), True),
        ("stopping", True, CRASH, True),
    ],
    ids=str,
)
async def test_s_38_what_is_reported(
    state: ChildState, excused: bool, reason: Reason, news: bool
) -> None:
    ref = spawn(Doer())
    child = Child(doer_spec(), ref)
    child.state, child.excused = state, excused
    assert child.is_news(reason) is news
    await ref.stop()


@pytest.mark.parametrize(
    ("state", "restart", "reason", "back"),
    [
        ("running", "permanent", NORMAL, True),
        ("running", "transient", NORMAL, False),
        ("running", "transient", CRASH, True),
        ("running", "temporary", CRASH, False),
        ("running", "permanent", IGNORED, True),
        ("restarting", "permanent", IGNORED, False),
        ("restarting", "transient", CRASH, True),
        ("starting", "permanent", CRASH, False),
        ("stopping", "permanent", KILLED, False),
        ("waiting", "permanent", CRASH, False),
        ("ended", "permanent", CRASH, False),
    ],
    ids=str,
)
async def test_which_ends_it_comes_back_from(
    state: ChildState, restart: Restart, reason: Reason, back: bool
) -> None:
    ref = spawn(Doer())
    child = Child(doer_spec(restart=restart), ref)
    child.state = state
    assert child.comes_back(reason) is back
    await ref.stop()


async def test_what_is_told_of_it_and_how_it_is_counted() -> None:
    ref = spawn(Doer())
    children = [Child(doer_spec(number), ref) for number in range(5)]
    states: list[ChildState] = ["running", "stopping", "restarting", "waiting", "ended"]
    for child, state in zip(children, states, strict=True):
        child.state = state
    assert ChildInfo.of(children[2]) == ChildInfo(2, ref, "restarting", 0)
    assert Counts.of(children) == Counts(total=5, active=2, restarting=1, waiting=1)
    await ref.stop()


class Argument:
    """100 kB that can be seen to be collected."""

    def __init__(self) -> None:
        self.content = bytes(100_000)


async def test_s_05_of_a_temporary_child_that_died_nothing_is_kept() -> None:
    home = await nursery()
    arguments = weakref.WeakSet[Argument]()

    def make(argument: Argument) -> Doer:
        return Doer(log=[argument])

    for number in range(1000):
        argument = Argument()
        arguments.add(argument)
        spec = ChildSpec(number, partial(make, argument), "temporary")
        (await home.supervisor.start_child(spec)).tell(raising())
        del spec, argument
    await settle()
    # The reports of this test hold the errors, and those the frames they were raised in.
    home.reports.clear()
    gc.collect()
    assert home.supervisor.count().total == 0
    assert len(arguments) == 0


async def test_s_15_while_its_restart_fails_it_is_restarting_and_not_active() -> None:
    home = await nursery(intensity=Intensity(max_restarts=1000, within_s=5))
    starts: list[int] = []
    await home.child("bystander")
    ref = await home.child("bad", init=lambda: fail_after_first(starts))
    ref.tell(raising())
    await ref.down()
    for _ in range(50):
        states = {child.id: child.state for child in home.supervisor.children()}
        assert states == {"bystander": "running", "bad": "restarting"}
        assert home.supervisor.count() == Counts(total=2, active=1, restarting=1, waiting=0)
        await ticks(1)
    assert len(starts) > 10
    await home.supervisor.stop()


async def test_s_16_a_restart_that_says_ignore_drops_the_child_without_an_error() -> None:
    home = await nursery()
    starts: list[int] = []

    def ignore_after_first() -> None:
        starts.append(1)
        if len(starts) > 1:
            raise Stop(IGNORED)

    ref = await home.child("bystander")
    (await home.child(init=ignore_after_first)).tell(raising())
    await settle()
    assert len(starts) == 2
    assert home.refs() == [ref]
    assert [type(report) for report in home.reports] == [ChildDied]
    assert home.restarts == []


async def test_s_16_a_first_start_that_says_ignore_is_told_to_the_caller() -> None:
    home = await nursery()
    with pytest.raises(StartFailed, match="Ignored"):
        await home.child(init=throwing(Stop(IGNORED)))
    assert home.supervisor.count().total == 0
    assert home.reports == []


@pytest.mark.looptime
async def test_s_28_a_child_that_is_waited_for_gives_its_own_reason() -> None:
    home = await nursery()

    async def finish() -> None:
        await asyncio.sleep(3600)
        raise Stop(Shutdown("saved"))

    ref = await home.child(shutdown="infinity", clean_up=finish)
    assert await home.supervisor.terminate_child(ref) == Shutdown("saved")


@pytest.mark.looptime
async def test_s_29_in_one_stop_each_child_ends_by_its_own_rule() -> None:
    home = await nursery()
    reasons: dict[str, Reason] = {}
    cleaned: list[str] = []

    async def child(id: str, clean_up: Any, **options: Any) -> None:
        ref = await home.child(id, clean_up=clean_up, **options)
        ref.monitor(lambda reason: reasons.update({id: reason}))

    await child("obeys", lambda: cleaned.append("obeys"), shutdown=5.0)
    await child("ignores", forever, shutdown=2.0)
    await child("brutal", lambda: cleaned.append("brutal"), shutdown="brutal")
    await child("slow", lambda: asyncio.sleep(60), shutdown="infinity")
    await child("crashes", raising(ZeroDivisionError), shutdown=5.0)
    await home.supervisor.stop()
    assert [*reasons][3:] == ["ignores", "slow"]
    assert isinstance(reasons.pop("crashes"), Crash)
    assert reasons == {"brutal": KILLED, "obeys": SHUTDOWN, "ignores": KILLED, "slow": SHUTDOWN}
    assert cleaned == ["obeys"]
    assert 60 <= asyncio.get_running_loop().time() < 61
