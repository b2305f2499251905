"""S-07, S-08, S-31: laws of a row, and what happens when one thing goes wrong during another."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tutor_server.otp.processes import (
    HandClock,
    doer_spec,
    forever,
    ids,
    naughty,
    other_tasks,
    raising,
    settle,
    ticks,
)
from tests.tutor_server.otp.rows import MANY, Row
from tutor_server.otp.child import Child
from tutor_server.otp.intensity import Budget, Intensity
from tutor_server.otp.life import abandoned
from tutor_server.otp.reasons import Abandoned
from tutor_server.otp.report import ChildDied
from tutor_server.otp.siblings import Siblings
from tutor_server.otp.spec import ChildSpec
from tutor_server.otp.strategy import Strategy
from tutor_shared.errors import StartFailed

strategies = st.sampled_from(["one_for_one", "one_for_all", "rest_for_one"])
#: Which child crashes, after how many turns of the loop.
crashes = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 12)), max_size=8)


@settings(deadline=None, max_examples=60)
@given(strategies, crashes)
async def test_however_they_die_all_run_in_the_end_and_order_is_kept(
    strategy: Strategy, deaths: list[tuple[str, int]]
) -> None:
    row = await Row("abcd", strategy=strategy, intensity=MANY).up()
    stands: list[bool] = []
    row.on_launch = lambda child: stands.append(_left_runs(row, child))
    for id, turns in deaths:
        ref = row.supervisor.child(id)
        if ref is not None:
            ref.tell(raising())
        await ticks(turns)
    await row.rest()
    assert row.states() == dict.fromkeys("abcd", "running")
    assert strategy == "one_for_one" or all(stands)
    await row.supervisor.stop()
    assert row.marks[-4:] == ["-d", "-c", "-b", "-a"]
    assert other_tasks() == set()


def _left_runs(row: Row, id: str) -> bool:
    """Whether all to the left of that child run."""
    left = "abcd"[: "abcd".index(id)]
    states = row.states()
    return all(states[other] == "running" for other in left)


async def test_two_that_die_at_once_are_one_restart_of_the_row() -> None:
    row = await Row("abc", strategy="one_for_all", intensity=MANY).up()
    marks = await row.crash("a", "c")
    assert marks[-3:] == ["+a", "+b", "+c"]
    assert len(marks) == 6
    assert sorted(ids(row.reports)) == ["a", "c"]


async def test_a_death_during_a_restart_starts_the_row_over() -> None:
    row = await Row("abc", strategy="one_for_all", intensity=MANY).up()
    row.inits["c"] = forever
    row.ref("b").tell(raising())
    await ticks(60)
    assert row.marks[-2:] == ["+a", "+b"]
    assert row.states() == {"a": "running", "b": "running", "c": "restarting"}
    row.marks.clear()
    row.inits.clear()
    row.ref("a").tell(raising())
    await row.rest()
    assert row.marks == ["-a", "-c", "-b", "+a", "+b", "+c"]


async def test_a_restart_under_way_is_not_begun_twice_when_another_is_wanted() -> None:
    row, gate = await Row("abc", intensity=MANY).up(), asyncio.Event()
    launches: list[str] = []
    row.on_launch = launches.append
    row.inits["b"] = gate.wait
    row.ref("b").tell(raising())
    await settle()
    row.ref("c").tell(raising())
    await settle()
    assert launches == ["b"]
    gate.set()
    await row.rest()
    assert launches == ["b", "c"]


async def test_a_start_that_raises_on_restart_is_counted_and_tried_again() -> None:
    reports: list[object] = []
    made = [doer_spec().start(), doer_spec().start()]
    gave_up: list[bool] = []
    siblings = Siblings(
        [doer_spec("first"), ChildSpec("twice", made.pop)],
        strategy="one_for_all",
        budget=Budget(HandClock(), Intensity(max_restarts=3)),
        registry=None,
        report=reports.append,
        give_up=lambda: gave_up.append(True),
    )
    await siblings.start()
    for _ in range(2):
        first, _second = siblings
        first.ref.tell(raising())
        await ticks(100)
    assert gave_up == [True]
    assert [child.ref.alive for child in siblings] == [False, False]
    assert ids(reports[:-1]) == ["first", "first", "twice", "twice"]
    await siblings.end()


async def test_s_15_bystanders_are_listed_as_restarting_until_they_run_again() -> None:
    row = await Row("abc", strategy="one_for_all", intensity=MANY).up()
    row.inits["a"] = forever
    row.ref("c").tell(raising())
    await settle()
    await ticks(60)
    assert row.states() == dict.fromkeys("abc", "restarting")
    await row.supervisor.stop()
    assert other_tasks() == set()


@pytest.mark.looptime
async def test_s_33_a_child_that_swallows_cancellation_does_not_hold_up_the_row() -> None:
    row = await Row("abc", strategy="one_for_all", shutdowns={"b": 1.0}).up()
    release = asyncio.Event()
    row.ref("b").tell(naughty(release))
    await settle()
    row.ref("a").tell(raising())
    await asyncio.sleep(60)
    assert row.marks == ["-a", "-c", "-b", "+a", "+b", "+c"]
    left = abandoned()
    release.set()
    await settle()
    assert (left, abandoned()) == (1, 0)
    reasons = [report.reason for report in row.reports if isinstance(report, ChildDied)]
    assert [isinstance(reason, Abandoned) for reason in reasons] == [False, True]


async def test_killing_all_while_they_restart_starts_none_any_more() -> None:
    row = await Row("abc", strategy="one_for_all", intensity=MANY).up()
    siblings = row.supervisor._siblings
    row.ref("a").tell(raising())
    await ticks(4)
    siblings.kill()
    await settle()
    assert [child.ref.alive for child in siblings] == [False] * 3
    assert siblings._due == siblings._ending == []


async def test_a_row_that_did_not_start_says_who() -> None:
    siblings = Siblings(
        [doer_spec("good"), doer_spec("bad", init=raising())],
        strategy="one_for_one",
        budget=Budget(HandClock(), MANY),
        registry=None,
        report=print,
        give_up=lambda: None,
    )
    with pytest.raises(StartFailed, match=r"'bad' did not start.*start it again"):
        await siblings.start()
    [good, bad] = list[Child](siblings)
    assert (good.state, bad.state) == ("ended", "ended")
