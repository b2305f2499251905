"""R-13: a key has one holder, and no way to stay held by nobody."""

from __future__ import annotations

import asyncio

import pytest

from tests.tutor_server.otp.processes import forever, settle
from tutor_server.otp.locks import KeyLocks


class Room:
    """A lock whose holders are written down."""

    def __init__(self) -> None:
        self.locks = KeyLocks()
        self.inside: list[str] = []
        self.log: list[str] = []
        self.gate = asyncio.Event()

    async def visit(self, who: str, key: str = "key") -> None:
        async with self.locks.hold(key):
            self.inside.append(who)
            self.log.append(who)
            await self.gate.wait()
            self.inside.remove(who)


async def test_r_13_one_holder_at_a_time_in_the_order_they_came() -> None:
    room = Room()
    visits = [asyncio.ensure_future(room.visit(who)) for who in "abc"]
    await settle()
    assert room.inside == ["a"]
    assert len(room.locks) == 1
    room.gate.set()
    await asyncio.gather(*visits)
    assert room.log == ["a", "b", "c"]
    assert len(room.locks) == 0


async def test_r_13_another_key_is_not_blocked() -> None:
    room = Room()
    visits = [asyncio.ensure_future(room.visit(key, key)) for key in "ab"]
    await settle()
    assert room.inside == ["a", "b"]
    room.gate.set()
    await asyncio.gather(*visits)


async def test_r_13_a_holder_that_raises_frees_it() -> None:
    locks = KeyLocks()
    with pytest.raises(LookupError):
        async with locks.hold("key"):
            raise LookupError
    async with locks.hold("key"):
        assert len(locks) == 1


async def test_r_13_a_holder_that_is_killed_frees_it() -> None:
    room = Room()
    first, second = (asyncio.ensure_future(room.visit(who)) for who in "ab")
    await settle()
    first.cancel()
    await settle()
    assert room.log == ["a", "b"]
    room.gate.set()
    await second
    assert first.cancelled()


async def test_r_13_a_killed_waiter_does_not_poison_it() -> None:
    room = Room()
    visits = [asyncio.ensure_future(room.visit(who)) for who in "abc"]
    await settle()
    visits[1].cancel()
    await settle()
    room.gate.set()
    await asyncio.gather(*visits, return_exceptions=True)
    assert room.log == ["a", "c"]
    assert len(room.locks) == 0


async def test_r_13_a_waiter_killed_in_the_turn_it_gets_the_key_passes_it_on() -> None:
    locks, log = KeyLocks(), list[str]()

    async def visit(who: str) -> None:
        async with locks.hold("key"):
            log.append(who)

    async with locks.hold("key"):
        second, third = (asyncio.ensure_future(visit(who)) for who in "bc")
        await settle()
    second.cancel()
    await settle()
    assert log == ["c"]
    assert third.done()
    assert second.cancelled()
    assert len(locks) == 0


async def test_a_waiter_killed_while_it_waits_leaves_the_holder_alone() -> None:
    locks = KeyLocks()

    async def hold() -> None:
        async with locks.hold("key"):
            await forever()

    holder, waiter = asyncio.ensure_future(hold()), asyncio.ensure_future(hold())
    await settle()
    waiter.cancel()
    await settle()
    assert not holder.done()
    holder.cancel()
    await settle()
    assert len(locks) == 0
