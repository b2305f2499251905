"""R: names for processes."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from tests.support.classroom import classroom
from tests.tutor_server.otp.processes import (
    Deed,
    Doer,
    answering,
    forever,
    nursery,
    other_tasks,
    raising,
    settle,
    throwing,
    until_done,
)
from tutor_server.otp.process import spawn, start
from tutor_server.otp.reasons import Stop
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registration import Registered, Registration, Unregistered
from tutor_server.otp.registry import Registry
from tutor_server.otp.timers import Timers
from tutor_server.store.memory import MemoryStore, MemoryUsers
from tutor_server.transport.authentication import authenticate
from tutor_shared.errors import AlreadyStarted, NoProcess, StartFailed

#: 20 in the gate; `TUTOR_TEST_ROUNDS=1000 pytest -k r_15` is the whole of it.
ROUNDS: Final = int(os.environ.get("TUTOR_TEST_ROUNDS", "20"))


async def test_r_01_a_free_name_is_given_and_not_given_twice() -> None:
    registry, ref = Registry[Deed](), await start(Doer())
    registry.register("ada", ref)
    assert registry.lookup("ada") is ref
    with pytest.raises(AlreadyStarted) as refused:
        registry.register("ada", ref)
    assert refused.value.owner is ref


async def test_r_02_a_second_owner_is_refused_with_the_first() -> None:
    registry, owner = Registry[Deed](), await start(Doer())
    registry.register("ada", owner)
    with pytest.raises(AlreadyStarted) as refused:
        registry.register("ada", await start(Doer()))
    assert refused.value.owner is owner


@pytest.mark.parametrize(
    "deed",
    [throwing(Stop()), raising(), raising(SystemExit), raising(asyncio.CancelledError)],
    ids=["normal", "crash", "exit", "cancel"],
)
async def test_r_03_a_name_is_free_after_any_death(deed: Deed) -> None:
    registry, ref = Registry[Deed](), await start(Doer())
    registry.register("ada", ref)
    ref.tell(deed)
    await ref.down()
    assert len(registry) == 0
    registry.register("ada", await start(Doer()))


async def test_r_03_r_04_a_name_is_free_before_the_notice_of_the_death_came() -> None:
    registry, ref, heir = Registry[Deed](), await start(Doer()), await start(Doer())
    registry.register("ada", ref)
    ref.tell(raising())
    await until_done(ref)
    assert not ref.ended
    assert len(registry) == 1
    assert registry.lookup("ada") is None
    registry.register("ada", heir)
    await settle()
    assert registry.lookup("ada") is heir


async def test_r_05_names_compare_strictly() -> None:
    registry = Registry[Deed]()
    for name in (1, "1", 1.0, True):
        registry.register(name, await start(Doer()))
    assert len(registry) == 4
    assert len({registry.lookup(name) for name in (1, "1", 1.0, True)}) == 4


@pytest.mark.parametrize(
    ("spellings", "sessions"),
    [(("Ren\u00e9", "rene\u0301"), 1), (("ada", "\u0430da"), 2)],
    ids=["one user spelled twice", "two users that look alike"],
)
async def test_r_06_a_session_is_keyed_by_its_users_one_spelling(
    spellings: tuple[str, ...], sessions: int
) -> None:
    users = MemoryUsers(MemoryStore())
    async with classroom() as room:
        for spelling in spellings:
            token = await users.add(spelling, at=datetime(2026, 1, 1, tzinfo=UTC))
            user = await authenticate(users, hello=token, header=None)
            assert user is not None
            await room.join(user)
        assert len(room.lessons.registry.names) == sessions


async def test_r_07_unregister_frees_that_name_only() -> None:
    registry, ref = Registry[Deed](), await start(Doer())
    registry.register("ada", ref)
    registry.register("bob", ref)
    registry.unregister("nobody")
    registry.unregister("ada")
    assert registry.lookup("ada") is None
    assert registry.lookup("bob") is ref
    await ref.stop()
    assert registry.idle


async def test_r_07_the_death_of_an_earlier_owner_does_not_free_the_name() -> None:
    registry, ref, heir = Registry[Deed](), await start(Doer()), await start(Doer())
    registry.register("ada", ref)
    registry.unregister("ada")
    registry.register("ada", heir)
    await ref.stop()
    assert registry.lookup("ada") is heir


async def test_r_08_10000_refusals_leave_no_trace() -> None:
    registry, owner, second = Registry[Deed](), await start(Doer()), await start(Doer())
    registry.register("ada", owner)
    for _ in range(10_000):
        with pytest.raises(AlreadyStarted):
            registry.register("ada", second)
    assert len(registry) == 1
    assert not second._life._monitors


async def test_r_09_the_owner_replaces_the_value_beside_its_name() -> None:
    registry, owner = Registry[Deed](), await start(Doer())
    registry.register("ada", owner, 1)
    assert registry.value("ada") == 1
    assert registry.update_value("ada", owner, lambda value: value + 1) == 2
    assert registry.value("ada") == 2
    await owner.stop()
    assert registry.value("ada") is None


@pytest.mark.parametrize("name", ["ada", "nobody"])
async def test_r_09_anybody_else_is_refused_and_the_function_is_not_called(name: str) -> None:
    registry, owner, stranger = Registry[Deed](), await start(Doer()), await start(Doer())
    registry.register("ada", owner, 1)
    calls: list[Any] = []
    with pytest.raises(NoProcess, match="Register the process first"):
        registry.update_value(name, stranger, calls.append)
    assert calls == []
    assert registry.value("ada") == 1


async def test_r_09_an_owner_that_has_ended_is_no_owner() -> None:
    registry, owner = Registry[Deed](), await start(Doer())
    registry.register("ada", owner, 1)
    owner.tell(raising())
    await until_done(owner)
    with pytest.raises(NoProcess):
        registry.update_value("ada", owner, lambda value: value + 1)


async def test_r_10_listeners_hear_of_each_name_given_and_freed_once_and_in_order() -> None:
    registry, ref, heir = Registry[Deed](), await start(Doer()), await start(Doer())
    heard, also = list[Registration](), list[Registration]()
    registry.on_change(heard.append)
    registry.on_change(also.append)
    registry.register("ada", ref)
    with pytest.raises(AlreadyStarted):
        registry.register("ada", heir)
    registry.register(("bob", 1), ref)
    registry.unregister("nobody")
    registry.unregister("ada")
    registry.unregister("ada")
    await ref.stop()
    registry.register("ada", heir)
    assert heard == [
        Registered("ada", ref),
        Registered(("bob", 1), ref),
        Unregistered("ada", ref),
        Unregistered(("bob", 1), ref),
        Registered("ada", heir),
    ]
    assert also == heard


async def test_r_10_a_name_taken_before_the_notice_of_the_death_came_was_freed_first() -> None:
    registry, ref, heir = Registry[Deed](), await start(Doer()), await start(Doer())
    heard: list[Registration] = []
    registry.register("ada", ref)
    registry.on_change(heard.append)
    ref.tell(raising())
    await until_done(ref)
    registry.register("ada", heir)
    await settle()
    assert heard == [Unregistered("ada", ref), Registered("ada", heir)]


async def test_r_10_a_listener_that_takes_a_freed_name_again_keeps_the_order() -> None:
    registry, ref, heir = Registry[Deed](), await start(Doer()), await start(Doer())
    heard: list[Registration] = []

    def heirs(event: Registration) -> None:
        if isinstance(event, Unregistered):
            registry.register(event.name, heir)

    registry.register("ada", ref)
    registry.on_change(heirs)
    registry.on_change(heard.append)
    await ref.stop()
    assert heard == [Unregistered("ada", ref), Registered("ada", heir)]


async def test_r_11_a_call_by_name_to_nobody_is_refused_at_once() -> None:
    with pytest.raises(NoProcess):
        await Registry[Deed]().via("nobody").ask(lambda _: raising())


async def test_r_12_callers_by_name_reach_the_restarted_owner() -> None:
    registry = Registry[Deed]()
    home = await nursery(registry=registry)
    ref = await home.child(name="ada")
    named = registry.via("ada")
    named.tell(raising())
    await ref.down()
    assert await named.ask(answering("new")) == "new"
    assert registry.lookup("ada") is home.refs()[0]


async def test_r_13_a_lock_is_held_by_one_and_is_strict_about_its_key() -> None:
    registry = Registry[Deed]()
    async with registry.lock(1), registry.lock("1"), registry.lock(True):
        waiting = asyncio.ensure_future(registry.lock(1).__aenter__())
        await settle()
        assert not waiting.done()
        assert not registry.idle
        waiting.cancel()
        await settle()
    assert registry.idle


@pytest.mark.parametrize("rounds", [ROUNDS])
async def test_r_15_a_hundred_starts_at_once_make_one_process(rounds: int) -> None:
    registry, made = Registry[Deed](), list[ProcessRef[Deed]]()

    async def factory() -> ProcessRef[Deed]:
        made.append(await start(Doer()))
        return made[-1]

    for number in range(rounds):
        refs = await asyncio.gather(*(registry.start(number, factory) for _ in range(100)))
        assert set(refs) == {made[-1]}
        assert len(made) == number + 1
        assert await registry.start(number, factory) is made[-1]


async def test_r_15_also_when_the_factory_registers_the_name_itself() -> None:
    registry = Registry[Deed]()
    home = await nursery(registry=registry)
    gate = asyncio.Event()
    starts = [
        asyncio.ensure_future(registry.start("ada", lambda: home.child(name="ada", init=gate.wait)))
        for _ in range(100)
    ]
    await settle()
    assert not any(start.done() for start in starts)
    gate.set()
    assert len(set(await asyncio.gather(*starts))) == 1
    assert home.supervisor.count().total == 1


async def test_r_15_a_start_that_fails_is_told_to_all_and_leaves_nothing() -> None:
    registry = Registry[Deed]()
    waits = [registry.start("ada", lambda: start(Doer(init=raising()))) for _ in range(10)]
    outcomes = await asyncio.gather(*waits, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StartFailed}
    await settle()
    assert registry.idle


async def test_a_start_goes_on_when_who_asked_first_is_cancelled() -> None:
    registry, gate = Registry[Deed](), asyncio.Event()
    first, second = (
        asyncio.ensure_future(registry.start("ada", lambda: start(Doer(init=gate.wait))))
        for _ in range(2)
    )
    await settle()
    first.cancel()
    await settle()
    gate.set()
    assert (await second).alive


async def test_a_failed_start_that_nobody_waits_for_any_more_is_quiet() -> None:
    registry, gate = Registry[Deed](), asyncio.Event()

    async def fail() -> ProcessRef[Deed]:
        await gate.wait()
        raise LookupError

    asking = asyncio.ensure_future(registry.start("ada", fail))
    await settle()
    asking.cancel()
    gate.set()
    await settle()
    assert registry.idle


async def test_r_16_when_all_are_dead_nothing_is_left() -> None:
    registry, timers = Registry[Deed](), Timers()
    held: set[Any] = set()
    registry.on_change(
        lambda event: (held.add if isinstance(event, Registered) else held.discard)(event.name)
    )
    home = await nursery(registry=registry)
    for number in range(200):
        ref = await home.child(number, name=("user", number), restart="temporary")
        timers.send_after(ref, 60, forever)
        async with registry.lock(number):
            ref.tell(forever)
    await settle()
    assert len(held) == 200
    for ref in home.refs():
        ref.kill()
    await settle()
    await home.supervisor.stop()
    spawned = spawn(Doer())
    registry.register("last", spawned)
    timers.send_after(spawned, 60, forever)
    spawned.kill()
    await settle()
    assert registry.idle
    assert held == set()
    assert len(timers) == 0
    assert timers._heap == []
    assert other_tasks() == set()
