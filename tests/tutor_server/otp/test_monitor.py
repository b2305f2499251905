"""A notice is delivered once, or never."""

from __future__ import annotations

from tests.tutor_server.otp.processes import raising
from tutor_server.otp.monitor import Monitor
from tutor_server.otp.reasons import NORMAL, Reason


def test_m_01_the_notice_comes_once() -> None:
    told: list[Reason] = []
    monitor = Monitor(told.append)
    monitor.down(NORMAL)
    monitor.down(NORMAL)
    assert told == [NORMAL]


def test_m_03_after_demonitor_none_comes() -> None:
    told: list[Reason] = []
    watching: dict[Monitor, None] = {}
    monitor = Monitor(told.append, watching)
    watching[monitor] = None
    monitor.demonitor()
    monitor.demonitor()
    monitor.down(NORMAL)
    assert told == []
    assert watching == {}


def test_a_callback_that_raises_is_contained() -> None:
    Monitor(lambda _: raising()()).down(NORMAL)
