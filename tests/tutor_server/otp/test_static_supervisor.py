"""S: a fixed row of children, as the tree of a program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.tutor_server.otp.processes import (
    Deed,
    HandClock,
    answering,
    doer_spec,
    forever,
    ids,
    lives,
    nursery,
    other_tasks,
    raising,
    settle,
    throwing,
    ticks,
)
from tests.tutor_server.otp.rows import MANY, Row, never
from tutor_server.otp.child import Counts
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.process import Process, start
from tutor_server.otp.reasons import GAVE_UP, IGNORED, SHUTDOWN, Stop
from tutor_server.otp.registry import Registry
from tutor_server.otp.report import GaveUp, UnknownMessage
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.static_supervisor import StaticSupervisor
from tutor_server.otp.supervisor import Supervisor
from tutor_shared.errors import BadSpec, NoProcess, StartFailed


def endless(id: str, start: Callable[[], Process[Any]]) -> ChildSpec[Any]:
    """The specification of a supervisor, which is waited for."""
    return ChildSpec(id, start, shutdown="infinity")


grouped = pytest.mark.parametrize("strategy", ["one_for_all", "rest_for_one"])


async def test_s_31_children_start_from_the_left_each_when_the_one_before_is_ready() -> None:
    row, gate = Row("abc"), asyncio.Event()
    row.inits["b"] = gate.wait
    starting = asyncio.ensure_future(start(row.supervisor))
    await settle()
    assert row.marks == ["+a"]
    assert row.states() == {"a": "running", "b": "starting"}
    gate.set()
    await starting
    assert row.marks == ["+a", "+b", "+c"]


@pytest.mark.looptime
async def test_s_31_children_stop_from_the_right_each_when_the_one_after_has_ended() -> None:
    row = await Row("abc").up()
    row.clean_ups["b"] = lambda: asyncio.sleep(2)
    assert await row.supervisor.stop() == SHUTDOWN
    assert row.marks == ["-c", "-b", "-a"]
    assert asyncio.get_running_loop().time() >= 2
    assert other_tasks() == set()


async def test_s_06_one_for_one_starts_only_the_dead_again_in_its_place() -> None:
    row = await Row("abc").up()
    assert await row.crash("b") == ["-b", "+b"]
    assert list(row.states()) == ["a", "b", "c"]
    assert [child.restarts for child in row.supervisor.children()] == [0, 1, 0]


async def test_s_07_one_for_all_ends_all_before_it_starts_all() -> None:
    row = await Row("abcd", strategy="one_for_all").up()
    old = [row.ref(id) for id in "abcd"]
    seen: list[bool] = []
    row.inits["a"] = lambda: seen.extend(ref.ended for ref in old)
    assert await row.crash("b") == ["-b", "-d", "-c", "-a", "+a", "+b", "+c", "+d"]
    assert seen == [True] * 4
    assert row.supervisor.count() == Counts(4, 4, 0, 0)
    assert ids(row.reports) == ["b"]


async def test_s_08_rest_for_one_leaves_those_to_the_left_alone() -> None:
    row = await Row("abcd", strategy="rest_for_one").up()
    untouched = row.ref("a")
    assert await row.crash("b") == ["-b", "-d", "-c", "+b", "+c", "+d"]
    assert row.ref("a") is untouched


@grouped
async def test_s_09_a_temporary_bystander_is_ended_and_not_started_again(strategy: Any) -> None:
    row = await Row("abc", kinds={"b": "temporary"}, strategy=strategy).up()
    assert await row.crash("a") == ["-a", "-c", "-b", "+a", "+c"]
    assert row.states() == {"a": "running", "c": "running"}
    assert row.supervisor.ref.alive


@grouped
async def test_s_09_the_death_of_a_temporary_child_is_its_own(strategy: Any) -> None:
    row = await Row("abc", kinds={"a": "temporary"}, strategy=strategy).up()
    assert await row.crash("a") == ["-a"]
    assert row.states() == {"b": "running", "c": "running"}


async def test_s_02_a_transient_child_that_has_finished_keeps_its_place() -> None:
    row = await Row("ab", kinds={"a": "transient"}, strategy="one_for_all").up()
    row.ref("a").tell(throwing(Stop()))
    await row.rest()
    assert row.states() == {"a": "ended", "b": "running"}
    assert row.supervisor.count() == Counts(2, 1, 0, 0)
    assert row.supervisor.child("a") is None
    assert await row.crash("b") == ["-b", "+a", "+b"]


async def test_s_10_the_crash_too_many_ends_the_children_in_order_and_the_supervisor() -> None:
    row = await Row("abc", intensity=Intensity(max_restarts=1, within_s=5)).up()
    await row.crash("b")
    down = asyncio.ensure_future(row.supervisor.ref.down())
    await row.crash("b")
    assert await down == GAVE_UP
    assert row.marks == ["-b", "-c", "-a"]
    assert row.reports[-1] == GaveUp(1, 5)
    assert other_tasks() == set()


async def test_s_12_crashes_further_apart_than_the_window_are_survived() -> None:
    row = await Row("a", intensity=Intensity(max_restarts=1, within_s=1)).up()
    for _ in range(5):
        assert await row.crash("a") == ["-a", "+a"]
        row.clock.seconds += 2.1


@grouped
async def test_s_14_a_restart_that_fails_is_tried_until_the_intensity_is_used_up(
    strategy: Any,
) -> None:
    row = await Row("abc", strategy=strategy, intensity=Intensity(3, 5)).up()
    row.inits["b"] = raising()
    down = asyncio.ensure_future(row.supervisor.ref.down())
    await row.crash("b")
    assert await down == GAVE_UP
    assert row.marks.count("-b") == 4
    assert ids(row.reports[:-1]) == ["b"] * 4


async def test_s_16_a_child_that_ignores_its_first_start_keeps_its_place() -> None:
    row = Row("abc", strategy="one_for_all")
    row.inits["b"] = throwing(Stop(IGNORED))
    await row.up()
    assert row.states() == {"a": "running", "b": "ended", "c": "running"}
    del row.inits["b"]
    assert (await row.crash("c"))[-3:] == ["+a", "+b", "+c"]


async def test_s_16_a_child_that_ignores_its_restart_stays_down_without_an_error() -> None:
    row = await Row("abc", strategy="rest_for_one").up()
    row.inits["b"] = throwing(Stop(IGNORED))
    assert (await row.crash("b"))[-1] == "+c"
    assert row.states() == {"a": "running", "b": "ended", "c": "running"}
    assert ids(row.reports) == ["b"]


async def test_s_17_a_start_that_fails_ends_those_before_and_tells_the_cause() -> None:
    row = Row("abcd")
    row.inits["c"] = raising(ZeroDivisionError)
    with pytest.raises(StartFailed) as failed:
        await start(row.supervisor)
    assert row.marks == ["+a", "+b", "-c", "-b", "-a"]
    cause = failed.value.__cause__
    assert isinstance(cause, StartFailed)
    assert "'c' did not start: Crash(ZeroDivisionError)" in str(cause)
    assert isinstance(cause.__cause__, ZeroDivisionError)
    assert row.reports == []
    assert other_tasks() == set()


async def test_s_17_a_start_that_raises_is_told_too() -> None:
    supervisor = StaticSupervisor([ChildSpec("bad", never)], clock=HandClock())
    with pytest.raises(StartFailed):
        await start(supervisor)
    assert supervisor.children() == ()


def test_s_19_two_children_with_one_id_are_refused_before_anything_runs() -> None:
    with pytest.raises(BadSpec, match="its own id"):
        StaticSupervisor([ChildSpec("twin", never), ChildSpec("twin", never)], clock=HandClock())


def test_s_19_an_unknown_strategy_is_refused() -> None:
    with pytest.raises(BadSpec, match="rest_for_one"):
        Row(strategy="all_for_one")


def test_r_14_a_name_and_no_registry_is_refused_before_anything_runs() -> None:
    with pytest.raises(BadSpec, match="Give its supervisor a registry"):
        StaticSupervisor([ChildSpec("child", never, name="ada")], clock=HandClock())


async def test_r_12_a_name_leads_to_the_restarted_child() -> None:
    registry = Registry[Deed]()
    supervisor = StaticSupervisor([doer_spec(name="ada")], clock=HandClock(), registry=registry)
    await start(supervisor)
    registry.via("ada").tell(raising())
    await settle()
    assert registry.lookup("ada") is supervisor.child("child")
    assert await registry.via("ada").ask(answering("new")) == "new"


async def test_s_32_after_stop_nothing_is_left_and_a_second_stop_finds_nobody() -> None:
    row = await Row("abc").up()
    await row.supervisor.stop()
    assert other_tasks() == set()
    with pytest.raises(NoProcess):
        await row.supervisor.stop()


@pytest.mark.parametrize("init", [forever, raising()], ids=["hangs", "fails"])
async def test_s_34_a_restart_that_never_succeeds_keeps_nobody_from_stopping(init: Deed) -> None:
    row = await Row("abc", intensity=Intensity(10**9, 5)).up()
    row.inits["b"] = init
    row.ref("b").tell(raising())
    await ticks(100)
    assert row.supervisor.count() == Counts(3, 2, 1, 0)
    assert await row.supervisor.stop() == SHUTDOWN
    assert other_tasks() == set()


async def test_s_35_an_unknown_message_is_reported_and_ignored() -> None:
    row = await Row("a").up()
    row.supervisor.ref.tell(7)
    await settle()
    assert row.reports == [UnknownMessage("int")]
    assert lives(row.supervisor.ref)


async def test_s_36_a_child_supervisor_comes_back_with_its_static_children_only() -> None:
    inner: list[StaticSupervisor] = []
    rooms: list[Supervisor] = []

    def room() -> Supervisor:
        rooms.append(Supervisor(clock=HandClock()))
        return rooms[-1]

    def tree() -> StaticSupervisor:
        specs = [doer_spec("static"), endless("dynamic", room)]
        inner.append(StaticSupervisor(specs, clock=HandClock(), intensity=Intensity(0)))
        return inner[-1]

    outer = StaticSupervisor([endless("tree", tree)], clock=HandClock())
    await start(outer)
    guest = await rooms[0].start_child(doer_spec("guest"))
    static = inner[0].child("static")
    assert static is not None
    static.tell(raising())
    await inner[0].ref.down()
    await ticks(100)
    assert not lives(guest)
    assert outer.child("tree") is inner[1].ref
    assert inner[1].count() == Counts(2, 2, 0, 0)
    assert rooms[1].count().total == 0
    await outer.stop()
    assert other_tasks() == set()


async def test_s_36_a_dynamic_supervisor_out_of_intensity_comes_back_empty() -> None:
    rooms: list[Supervisor] = []

    def room() -> Supervisor:
        rooms.append(Supervisor(clock=HandClock(), intensity=Intensity(0)))
        return rooms[-1]

    specs = [doer_spec("static"), endless("dynamic", room)]
    outer = StaticSupervisor(specs, clock=HandClock())
    await start(outer)
    static = outer.child("static")
    (await rooms[0].start_child(doer_spec("guest"))).tell(raising())
    await rooms[0].ref.down()
    await ticks(100)
    assert outer.child("dynamic") is rooms[1].ref
    assert rooms[1].count().total == 0
    assert outer.child("static") is static


async def test_s_37_killed_it_takes_its_children_along() -> None:
    row = await Row("abc").up()
    row.supervisor.ref.kill()
    await settle()
    assert sorted(row.marks) == ["-a", "-b", "-c"]
    assert other_tasks() == set()


async def test_s_37_killed_while_it_starts_it_leaves_no_child() -> None:
    row = Row("abc")
    row.inits["b"] = forever
    home = await nursery()
    spec: ChildSpec[object] = ChildSpec("row", lambda: row.supervisor, "temporary", "infinity")
    starting = asyncio.ensure_future(home.supervisor.start_child(spec))
    await settle()
    starting.cancel()
    await settle()
    assert sorted(row.marks) == ["+a", "-a", "-b"]
    assert home.supervisor.count().total == 0


async def test_asked_to_end_while_it_starts_it_ends_in_order_once_it_has_started() -> None:
    row, gate = Row("ab"), asyncio.Event()
    row.inits["b"] = gate.wait
    starting = asyncio.ensure_future(start(row.supervisor))
    await settle()
    row.supervisor.ref.exit(SHUTDOWN)
    gate.set()
    await starting
    assert await row.supervisor.ref.down() == SHUTDOWN
    assert row.marks == ["+a", "+b", "-b", "-a"]


async def test_children_that_die_too_often_while_it_starts_fail_its_start() -> None:
    row = Row("ab", intensity=Intensity(0))
    row.inits["b"] = forever
    starting = asyncio.ensure_future(start(row.supervisor))
    await settle()
    row.ref("a").tell(raising())
    with pytest.raises(StartFailed):
        await starting
    assert other_tasks() == set()


async def test_an_empty_row_starts_and_stops() -> None:
    supervisor = StaticSupervisor([], clock=HandClock(), intensity=MANY)
    await start(supervisor)
    assert supervisor.count() == Counts(0, 0, 0, 0)
    assert await supervisor.stop() == SHUTDOWN


async def test_a_child_of_no_such_id_is_none() -> None:
    assert (await Row("a").up()).supervisor.child("z") is None
