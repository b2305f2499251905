"""When a private server is alone. Time is virtual."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tutor_server.transport.presence import FIRST_CLIENT_S, VANISHED_S, Presence

pytestmark = pytest.mark.looptime


def at(delay_s: float, act: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(delay_s, act)


def now() -> float:
    return asyncio.get_running_loop().time()


async def test_nobody_ever_comes_and_it_ends_after_fifteen_seconds() -> None:
    await Presence().gone()
    assert now() == FIRST_CLIENT_S


async def test_the_last_client_leaves_and_it_ends_at_once() -> None:
    presence = Presence()
    at(3, presence.arrived)
    at(100, lambda: presence.departed(clean=True))
    await presence.gone()
    assert now() == 100


async def test_the_last_client_vanishes_and_it_ends_five_seconds_later() -> None:
    presence = Presence()
    at(3, presence.arrived)
    at(100, lambda: presence.departed(clean=False))
    await presence.gone()
    assert now() == 100 + VANISHED_S


async def test_a_client_that_comes_back_in_time_keeps_it() -> None:
    presence = Presence()
    at(1, presence.arrived)
    at(10, lambda: presence.departed(clean=False))
    at(10 + VANISHED_S - 0.1, presence.arrived)
    at(500, lambda: presence.departed(clean=True))
    await presence.gone()
    assert now() == 500


async def test_one_of_two_leaves_and_the_other_is_still_there() -> None:
    presence = Presence()
    presence.arrived()
    presence.arrived()
    at(1, lambda: presence.departed(clean=True))
    at(50, lambda: presence.departed(clean=False))
    await presence.gone()
    assert now() == 50 + VANISHED_S


async def test_a_client_that_came_and_left_before_anybody_asked_counts() -> None:
    presence = Presence()
    presence.arrived()
    presence.departed(clean=True)
    await presence.gone()
    assert now() == 0
