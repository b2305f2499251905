"""The run of a process: bursts, kills, clean-up that hangs, and what is held."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.tutor_server.otp.processes import (
    Deed,
    Doer,
    forever,
    naughty,
    other_tasks,
    raising,
    settle,
    throwing,
    ticks,
)
from tutor_server.otp.life import CLEAN_UP_S, STRIKE_S, STRIKES, abandoned
from tutor_server.otp.process import spawn, start
from tutor_server.otp.reasons import KILLED, NORMAL, SHUTDOWN, Abandoned, Crash, Killed
from tutor_server.otp.ref import ProcessRef
from tutor_server.store.database import Database


async def test_a_long_burst_lets_others_have_their_turn() -> None:
    ref, handled = await start(Doer()), list[int]()
    endless = True

    def again() -> None:
        handled.append(1)
        if endless:
            ref.tell(again)

    ref.tell(again)
    await ticks(5)
    assert len(handled) < 500
    endless = False
    await ref.stop()


async def test_the_message_at_hand_is_finished_before_an_exit_and_no_other_begun() -> None:
    ref, gate, log = await start(Doer()), asyncio.Event(), list[str]()

    async def at_hand() -> None:
        await gate.wait()
        log.append("finished")

    ref.tell(at_hand)
    ref.tell(lambda: log.append("begun"))
    await settle()
    ref.exit(SHUTDOWN)
    gate.set()
    assert await ref.down() == SHUTDOWN
    assert log == ["finished"]


async def test_a_kill_before_the_first_step_runs_nothing_and_is_told() -> None:
    log: list[Any] = []
    ref = spawn(Doer(log=log))
    ref.kill()
    assert await ref.down() == KILLED
    assert log == [("ended", KILLED)]


async def test_a_cancellation_from_outside_is_a_kill() -> None:
    ref = await start(Doer())
    ref._life.task.cancel()
    assert await ref.down() == KILLED


async def test_a_kill_that_was_swallowed_once_ends_it_after_the_message() -> None:
    ref, log = await start(Doer()), list[str]()

    async def swallow() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            log.append("swallowed")

    ref.tell(swallow)
    ref.tell(lambda: log.append("next"))
    await settle()
    ref.kill()
    assert await ref.down() == KILLED
    assert log == ["swallowed"]


@pytest.mark.looptime
async def test_s_33_one_that_survives_every_strike_is_abandoned_in_bounded_time() -> None:
    ref, release, loop = await start(Doer()), asyncio.Event(), asyncio.get_running_loop()
    ref.tell(naughty(release))
    await settle()
    before = loop.time()
    ref.kill()
    reason = await ref.down()
    took, left = loop.time() - before, abandoned()
    release.set()
    await settle()
    assert isinstance(reason, Abandoned)
    assert took == pytest.approx(STRIKES * STRIKE_S, rel=0.2)
    assert (left, abandoned()) == (1, 0)
    assert other_tasks() == set()


@pytest.mark.looptime
async def test_one_abandoned_in_its_init_does_not_run_on_when_it_comes_back() -> None:
    log: list[Any] = []
    release = asyncio.Event()
    ref = spawn(Doer(log=log, init=naughty(release)))
    await settle()
    ref.kill()
    reason = await ref.down()
    release.set()
    await settle()
    assert isinstance(reason, Abandoned)
    assert log == [("ended", reason), "init"]


@pytest.mark.looptime
async def test_a_crash_whose_clean_up_hangs_is_told_in_bounded_time_as_a_crash() -> None:
    ref, error, loop = (
        await start(Doer(clean_up=forever)),
        RuntimeError(),
        asyncio.get_running_loop(),
    )
    before = loop.time()
    ref.tell(throwing(error))
    assert await ref.down() == Crash(error)
    assert loop.time() - before == pytest.approx(CLEAN_UP_S, rel=0.2)


async def test_a_clean_up_that_fails_after_a_crash_is_noted_on_the_crash() -> None:
    ref, error = await start(Doer(clean_up=raising(KeyError))), RuntimeError()
    ref.tell(throwing(error))
    assert await ref.down() == Crash(error)
    assert error.__notes__ == ["Its clean-up failed too: Crash(KeyError)"]


async def test_a_clean_up_that_fails_makes_a_crash_of_an_orderly_end() -> None:
    ref = await start(Doer(clean_up=raising(KeyError)))
    reason = await ref.stop(NORMAL)
    assert isinstance(reason, Crash)


async def test_a_clean_up_that_swallows_a_kill_was_killed() -> None:
    async def swallow() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            return

    ref = await start(Doer(clean_up=swallow))
    ref.exit(SHUTDOWN)
    await settle()
    ref.kill()
    assert await ref.down() == KILLED


@pytest.mark.looptime
@pytest.mark.parametrize("tick", range(21))
async def test_s_46_a_cancel_at_any_tick_is_answered_in_bounded_time(tick: int) -> None:
    async def busy() -> None:
        async with asyncio.timeout(1):
            await ticks(3)

    ref = spawn(Doer(init=busy, clean_up=busy))
    for _ in range(6):
        ref.tell(busy)
    await ticks(tick)
    ref._life.task.cancel()
    assert isinstance(await ref.down(), Killed)
    assert other_tasks() == set()


async def test_s_44_processes_that_nobody_holds_are_not_collected() -> None:
    for _ in range(100):
        spawn(Doer())
    await settle()
    gc.collect()
    assert len(other_tasks()) == 100


def _give(ref: ProcessRef[Deed], deeds: list[Deed]) -> None:
    for deed in deeds:
        ref.tell(deed)


async def test_s_44_under_load_none_is_collected_either() -> None:
    handled: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0)
        handled.append(number)

    for number in range(20):
        _give(spawn(Doer()), [partial(work, number)] * 10)
    for _ in range(4):
        await ticks(3)
        gc.collect()
    await settle()
    assert sorted(handled) == sorted([*range(20)] * 10)


def _add_and_fail(connection: Connection) -> None:
    connection.execute(text("INSERT INTO users VALUES ('ada', '2026-01-01 00:00:00.000000')"))
    raise ZeroDivisionError


def _read_and_fail(connection: Connection) -> None:
    connection.execute(text("SELECT * FROM alembic_version"))
    raise ZeroDivisionError


def _users(connection: Connection) -> int:
    return len(connection.execute(text("SELECT name FROM users")).all())


@pytest.mark.parametrize("killed", [False, True], ids=["crash", "kill"])
@pytest.mark.parametrize(("kind", "work"), [("read", _read_and_fail), ("write", _add_and_fail)])
async def test_s_47_an_end_inside_a_transaction_leaves_no_connection_and_no_snapshot_in_use(
    tmp_path: Path, kind: str, work: Callable[[Connection], None], killed: bool
) -> None:
    database = await Database.open(str(tmp_path / "tutor.db"))
    for tick in range(10):
        ref = await start(Doer())
        ref.tell(partial(getattr(database, kind), work))
        if killed:
            await ticks(tick)
            ref.kill()
        assert isinstance(await ref.down(), Crash | Killed)
    while database._running:
        await asyncio.wait(database._running)
    assert database._engine._readers.pool.checkedout() == 0  # type: ignore[attr-defined]  # SQLite's own
    assert await database.read(_users) == 0
    await database.write(lambda _connection: None)
    with closing(sqlite3.connect(tmp_path / "tutor.db")) as other:
        [(busy, *_)] = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert busy == 0
    await database.close()


async def test_an_ended_hook_that_raises_does_not_keep_the_end_from_being_told() -> None:
    class Rude(Doer):
        def ended(self, reason: object) -> None:
            raise RuntimeError

    ref = await start(Rude())
    assert await ref.stop() == NORMAL


async def test_after_the_end_the_ref_holds_nothing_of_the_process() -> None:
    ref = await start(Doer())
    ref.tell(forever)
    ref.tell(forever)
    await settle()
    ref.kill()
    await ref.down()
    life = ref._life
    assert life._behaviour is None
    assert life._monitors is None
    assert life._reason is None
    assert len(life.mailbox) == 0
