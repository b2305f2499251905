from __future__ import annotations

from tutor_tui.link.heartbeat import LONGEST_S, Heartbeat


def test_a_ping_is_due_once_an_interval() -> None:
    pulse = Heartbeat(20.0, now=100.0)
    assert pulse.beat(119.9) == "wait"
    assert pulse.beat(120.0) == "ping"
    assert pulse.beat(120.1) == "wait"
    assert pulse.due == 140.0


def test_c_07_silence_for_an_interval_after_a_ping_is_death() -> None:
    pulse = Heartbeat(20.0, now=0.0)
    assert pulse.beat(20.0) == "ping"
    assert pulse.beat(40.0) == "dead"


def test_anything_heard_is_life() -> None:
    pulse = Heartbeat(20.0, now=0.0)
    pulse.beat(20.0)
    pulse.heard()
    assert pulse.beat(40.0) == "ping"


def test_a_server_cannot_ask_for_no_heartbeat_at_all() -> None:
    assert Heartbeat(1e9, now=0.0).due == LONGEST_S
    assert Heartbeat(-1.0, now=0.0).due > 0
