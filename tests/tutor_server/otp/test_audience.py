"""Listeners hear everything once, in one order."""

from __future__ import annotations

import pytest

from tutor_server.otp.audience import Audience


def test_all_hear_each_event_once() -> None:
    audience, heard = Audience[int](), list[tuple[str, int]]()
    for name in "ab":
        audience.add(lambda event, name=name: heard.append((name, event)))  # type: ignore[misc]  # a default binds
    audience.tell(1)
    audience.tell(2)
    assert heard == [("a", 1), ("b", 1), ("a", 2), ("b", 2)]


def test_what_a_listener_causes_comes_after_for_everybody() -> None:
    audience, heard = Audience[int](), list[int]()
    audience.add(lambda event: audience.tell(event + 1) if event < 3 else None)
    audience.add(heard.append)
    audience.tell(1)
    assert heard == [1, 2, 3]


def test_a_listener_that_raises_keeps_nothing_from_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    audience, heard = Audience[int](), list[int]()
    audience.add(lambda event: event // 0)
    audience.add(heard.append)
    audience.tell(1)
    assert heard == [1]
    assert "ZeroDivisionError" in caplog.text


def test_one_that_ends_the_program_leaves_the_audience_in_order() -> None:
    audience, heard = Audience[int](), list[int]()

    def end(event: int) -> None:
        if event == 1:
            raise SystemExit

    audience.add(end)
    audience.add(heard.append)
    with pytest.raises(SystemExit):
        audience.tell(1)
    audience.tell(2)
    assert heard == [2]


def test_with_nobody_listening_nothing_is_kept() -> None:
    audience, heard = Audience[int](), list[int]()
    audience.tell(1)
    audience.add(heard.append)
    assert heard == []
