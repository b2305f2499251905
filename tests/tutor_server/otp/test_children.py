"""The table of children, on the paths a supervisor's own tests do not reach."""

from __future__ import annotations

import asyncio

from tests.tutor_server.otp.processes import (
    HandClock,
    doer_spec,
    forever,
    raising,
    settle,
    throwing,
)
from tutor_server.otp.children import Children
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.reasons import Reason, Stop
from tutor_server.otp.report import Report


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
    child.ref._life.task.add_done_callback(lambda _: None)
    child.ref.tell(raising())
    while child.ref.alive:
        await asyncio.sleep(0)
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
