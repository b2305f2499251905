"""S: what follows the death of a child, under a supervisor and in the table alone."""

from __future__ import annotations

import asyncio

import pytest

from tests.tutor_server.otp.processes import (
    Deed,
    Doer,
    HandClock,
    doer_spec,
    fail_after_first,
    forever,
    ids,
    lives,
    nursery,
    other_tasks,
    raising,
    settle,
    throwing,
    until_done,
)
from tutor_server.otp.child import Counts
from tutor_server.otp.children import Children
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.process import start
from tutor_server.otp.reasons import (
    KILLED,
    NORMAL,
    SHUTDOWN,
    Crash,
    Reason,
    Shutdown,
    Stop,
)
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.report import ChildDied, GaveUp, Report
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.supervisor import Supervisor

EXPECTED: list[Reason] = [NORMAL, SHUTDOWN, Shutdown("detail")]


async def own_cancel() -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()
    await forever()


ABNORMAL: list[Deed] = [raising(), raising(asyncio.CancelledError), own_cancel]
by_expected = pytest.mark.parametrize("reason", EXPECTED, ids=["normal", "shutdown", "detailed"])
by_abnormal = pytest.mark.parametrize("deed", ABNORMAL, ids=["raise", "inner cancel", "own cancel"])


def end(ref: ProcessRef[Deed], reason: Reason) -> None:
    ref.tell(throwing(Stop(reason)))


@by_expected
async def test_s_01_permanent_is_restarted_after_an_expected_end(reason: Reason) -> None:
    home = await nursery()
    ref = await home.child()
    end(ref, reason)
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)
    assert home.refs()[0].alive
    assert home.refs() != [ref]


@by_abnormal
async def test_s_01_permanent_is_restarted_after_a_crash(deed: Deed) -> None:
    home = await nursery()
    (await home.child()).tell(deed)
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)


async def test_s_01_permanent_is_restarted_after_a_kill() -> None:
    home = await nursery()
    (await home.child()).kill()
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)
    assert home.restarts == [("child", home.refs()[0], KILLED)]


@by_expected
async def test_s_02_transient_is_not_restarted_after_an_expected_end(reason: Reason) -> None:
    home = await nursery()
    end(await home.child(restart="transient"), reason)
    await settle()
    assert home.supervisor.count() == Counts(0, 0, 0, 0)


@by_abnormal
async def test_s_03_transient_is_restarted_after_any_other_end(deed: Deed) -> None:
    home = await nursery()
    (await home.child(restart="transient")).tell(deed)
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)


async def test_s_03_transient_is_restarted_after_a_kill() -> None:
    home = await nursery()
    (await home.child(restart="transient")).kill()
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)


async def test_s_04_temporary_is_never_restarted() -> None:
    home = await nursery()
    deeds = [throwing(Stop(reason)) for reason in EXPECTED]
    for deed in [*ABNORMAL, *deeds]:
        (await home.child(restart="temporary")).tell(deed)
    (await home.child(restart="temporary")).kill()
    await settle()
    assert home.supervisor.count() == Counts(0, 0, 0, 0)


async def test_s_06_one_crash_leaves_999_untouched() -> None:
    home = await nursery()
    refs = [await home.child(number) for number in range(1000)]
    gate, handled = asyncio.Event(), list[int]()
    for number, ref in enumerate(refs[1:]):
        ref.tell(gate.wait)
        ref.tell(lambda number=number: handled.append(number))  # type: ignore[misc]  # a default binds
    refs[0].tell(raising())
    await settle()
    assert all(ref.alive for ref in refs[1:])
    gate.set()
    await settle()
    assert sorted(handled) == list(range(999))
    assert set(refs[1:]) < set(home.refs())


async def test_s_10_the_crash_too_many_ends_the_children_and_the_supervisor() -> None:
    home = await nursery(intensity=Intensity(max_restarts=3, within_s=5))
    bystander = await home.child("bystander")
    await home.child("bad")
    down = asyncio.ensure_future(home.supervisor.ref.down())
    for _ in range(3):
        home.refs()[-1].tell(raising())
        await settle()
    assert lives(bystander)
    home.refs()[-1].tell(raising())
    reason = await down
    assert isinstance(reason, Shutdown)
    assert not lives(bystander)
    assert home.reports[-1] == GaveUp(3, 5)
    assert other_tasks() == set()


async def test_s_11_with_no_restarts_allowed_the_first_crash_ends_the_supervisor() -> None:
    home = await nursery(intensity=Intensity(max_restarts=0))
    ref = await home.child()
    down = asyncio.ensure_future(home.supervisor.ref.down())
    ref.tell(raising())
    assert isinstance(await down, Shutdown)


async def test_s_12_crashes_further_apart_than_the_window_are_survived_for_ever() -> None:
    home = await nursery(intensity=Intensity(max_restarts=1, within_s=1))
    await home.child()
    for _ in range(10):
        home.refs()[0].tell(raising())
        await settle()
        home.clock.seconds += 2.1
    assert home.supervisor.count() == Counts(1, 1, 0, 0)


@pytest.mark.parametrize("days", [-1, 1])
async def test_s_13_a_corrected_wall_clock_does_not_move_the_window(days: int) -> None:
    home = await nursery(intensity=Intensity(max_restarts=1, within_s=5))
    ref = await home.child()
    ref.tell(raising())
    await settle()
    home.clock.correct_wall(days)
    down = asyncio.ensure_future(home.supervisor.ref.down())
    home.refs()[0].tell(raising())
    assert isinstance(await down, Shutdown)


async def test_s_14_a_restart_whose_init_fails_is_tried_until_the_intensity_is_used_up() -> None:
    home = await nursery(intensity=Intensity(max_restarts=3, within_s=5))
    starts: list[int] = []
    ref = await home.child(init=lambda: fail_after_first(starts))
    down = asyncio.ensure_future(home.supervisor.ref.down())
    ref.tell(raising())
    assert isinstance(await down, Shutdown)
    assert len(starts) == 4
    assert [report.restarts for report in home.reports[:-1]] == [0, 1, 2, 3]  # type: ignore[union-attr]  # the last gave up


async def test_s_14_a_restart_whose_start_raises_is_counted_too() -> None:
    home = await nursery(intensity=Intensity(max_restarts=3, within_s=5))
    made = [Doer()]
    ref = await home.supervisor.start_child(ChildSpec("once", made.pop))
    down = asyncio.ensure_future(home.supervisor.ref.down())
    ref.tell(raising())
    assert isinstance(await down, Shutdown)
    assert ids(home.reports[:-1]) == ["once"] * 4


async def test_s_38_a_death_is_reported_once_with_its_reason_and_the_restarts_before() -> None:
    home = await nursery()
    error = RuntimeError("why")
    await home.child()
    for _ in range(2):
        home.refs()[0].tell(throwing(error))
        await settle()
    assert home.reports == [
        ChildDied("child", Crash(error), 0),
        ChildDied("child", Crash(error), 1),
    ]


@by_expected
async def test_s_38_an_expected_end_is_not_reported(reason: Reason) -> None:
    home = await nursery()
    end(await home.child(), reason)
    await settle()
    assert home.reports == []


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
async def test_s_41_a_child_that_exits_the_program_only_ends_itself(
    error: type[BaseException],
) -> None:
    home = await nursery()
    (await home.child()).tell(raising(error))
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)


async def test_s_42_a_cancellation_of_its_own_making_is_a_crash() -> None:
    home = await nursery()

    async def await_cancelled() -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        future.cancel()
        await future

    (await home.child(restart="transient")).tell(await_cancelled)
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)
    [report] = home.reports
    assert isinstance(report, ChildDied)
    assert isinstance(report.reason, Crash)


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __str__


def recurse() -> None:
    recurse()


@pytest.mark.parametrize(
    "deed",
    [
        recurse,
        raising(MemoryError),
        throwing(ExceptionGroup("two", [ValueError(), KeyError()])),
        throwing(BaseExceptionGroup("worse", [SystemExit()])),
        throwing(Unspeakable()),
    ],
    ids=["recursion", "memory", "group", "base group", "unspeakable"],
)
async def test_s_43_strange_errors_are_isolated_and_logged(
    deed: Deed, caplog: pytest.LogCaptureFixture
) -> None:
    supervisor = Supervisor(clock=(await nursery()).clock)
    await start(supervisor)
    ref = await supervisor.start_child(doer_spec())
    ref.tell(deed)
    await settle()
    assert supervisor.count() == Counts(1, 1, 0, 0)
    assert "'child' ended: Crash(" in caplog.text


async def test_a_hook_and_a_listener_that_raise_change_nothing() -> None:
    home = await nursery(on_crash=lambda *_: raising()(), report=lambda _: raising()())
    home.supervisor.on_restart(lambda *_: raising()())
    (await home.child()).tell(raising())
    await settle()
    assert home.supervisor.count() == Counts(1, 1, 0, 0)


class Home:
    """Children without a supervisor."""

    def __init__(self, *, wait: bool = False) -> None:
        self.closing = False
        self.given_up = 0
        self.reports: list[Report] = []
        self.children = Children(
            clock=HandClock(),
            intensity=Intensity(max_restarts=1),
            registry=None,
            report=self.reports.append,
            on_crash=(lambda *_: "wait") if wait else None,
            is_closing=lambda: self.closing,
            give_up=self.give_up,
        )

    def give_up(self) -> None:
        self.given_up += 1


async def test_while_closing_nothing_is_restarted() -> None:
    home = Home()
    child = home.children.add(doer_spec())
    await settle()
    home.closing = True
    child.ref.tell(raising())
    await settle()
    assert len(home.children) == 0
    assert len(home.reports) == 1


async def test_a_child_that_dies_in_the_same_turn_as_it_started_was_running() -> None:
    home = Home()
    child = home.children.add(doer_spec())
    child.ref.tell(raising())
    await settle()
    assert child.restarts == 1
    assert child.state == "running"


async def test_giving_up_happens_once_and_drops_the_child() -> None:
    home = Home()
    child = home.children.add(doer_spec())
    for _ in range(2):
        child.ref.tell(raising())
        await settle()
    assert home.given_up == 1
    assert len(home.children) == 0


async def test_a_second_child_that_waits_under_the_same_id_replaces_the_first() -> None:
    home = Home(wait=True)
    first, second = home.children.add(doer_spec()), home.children.add(doer_spec())
    first.ref.tell(raising())
    await settle()
    assert home.children.waiting("child") is first
    second.ref.tell(raising())
    await settle()
    assert home.children.waiting("child") is second
    assert len(home.children) == 1
    home.children.end(second)
    assert home.children.waiting("child") is None
    assert len(home.children) == 0


async def test_a_child_whose_end_is_under_way_is_still_reported_when_it_is_ended() -> None:
    home = Home()
    child = home.children.add(doer_spec())
    await settle()
    child.ref.tell(raising())
    await until_done(child.ref)
    home.children.end(child)
    await settle()
    assert len(home.reports) == 1
    assert len(home.children) == 0


async def test_ending_all_of_none_returns_at_once() -> None:
    await Home().children.end_all()


async def test_killing_all_waits_for_none_and_is_no_news() -> None:
    home = Home()
    child = home.children.add(doer_spec(clean_up=forever))
    await settle()
    home.children.kill_all()
    await settle()
    assert not child.ref.alive
    assert home.reports == []


async def test_listeners_hear_of_the_new_ref_and_the_reason() -> None:
    home, heard = Home(), list[tuple[object, object, Reason]]()
    home.children.listeners.append(lambda *restart: heard.append(restart))
    stop = Stop()
    child = home.children.add(doer_spec())
    child.ref.tell(throwing(stop))
    await settle()
    assert heard == [("child", child.ref, stop.reason)]
