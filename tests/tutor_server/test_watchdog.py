"""A loop that stands still is noticed, and its culprit is named."""

from __future__ import annotations

import asyncio
import re
import threading

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from tutor_server.watchdog import (
    BEAT_S,
    LIMIT_S,
    RED_S,
    STUCK_S,
    Pulse,
    Watchdog,
    look,
)

#: So short that whatever else holds up a busy machine's loop is told of as well.
SHORT_S = 0.02
PATIENCE_S = 30.0


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Told:
    """What a watchdog tells, and a wait for it that blocks whoever waits."""

    def __init__(self) -> None:
        self.stacks: list[str] = []
        self._names: dict[str, threading.Event] = {}

    def __call__(self, _seconds: float, stack: str) -> None:
        self.stacks.append(stack)
        for name, event in self._names.items():
            if name in stack:
                event.set()

    def block_until_named(self, name: str) -> bool:
        """Block the thread until a stack names this function."""
        return self._names.setdefault(name, threading.Event()).wait(PATIENCE_S)


# The decision


def test_a_loop_that_turned_in_time_is_let_be_until_its_limit() -> None:
    found = look(last=100.0, now=100.1, told=None)
    assert not found.tell
    assert found.again_s == pytest.approx(LIMIT_S - 0.1)


def test_p_28_a_loop_that_stands_is_told_of_once_a_standstill() -> None:
    assert look(last=100.0, now=100.3, told=None).tell
    assert not look(last=100.0, now=100.6, told=100.0).tell
    assert look(last=101.0, now=101.3, told=100.0).tell


@given(st.floats(0, 10), st.none() | st.floats(0, 10))
def test_a_look_is_always_followed_by_another_soon(silence: float, told: float | None) -> None:
    found = look(last=100.0, now=100.0 + silence, told=told)
    assert 0 < found.again_s <= LIMIT_S
    assert found.tell == (100.0 + silence - 100.0 > LIMIT_S)


# The pulse


@pytest.mark.looptime
async def test_a_pulse_beats_as_long_as_the_loop_turns() -> None:
    pulse = Pulse(asyncio.get_running_loop().time)
    pulse.start()
    await asyncio.sleep(BEAT_S * 10.5)
    pulse.stop()
    await asyncio.sleep(BEAT_S * 10)
    assert pulse.lags.count == 10
    assert pulse.worst_s == pytest.approx(0.0, abs=1e-6)
    assert not pulse.stuck


def test_a_late_beat_is_a_lag() -> None:
    clock = Hands()
    pulse = Pulse(clock)
    for silence_s in (BEAT_S, BEAT_S + 0.2, BEAT_S):
        clock.now += silence_s
        pulse.beat()
    assert pulse.worst_s == pytest.approx(0.2)
    assert dict(pulse.lags.buckets())["0.1"] == 2
    assert pulse.lags.count == 3


def test_a_loop_is_stuck_while_it_stands_and_for_a_while_after() -> None:
    clock = Hands()
    pulse = Pulse(clock)
    stuck: list[bool] = []
    for step_s, beats in ((STUCK_S, 0), (0.1, 0), (0, 1), (RED_S - 0.1, 0), (0, 1), (RED_S, 0)):
        clock.now += step_s
        for _ in range(beats):
            pulse.beat()
        stuck.append(pulse.stuck)
    assert stuck == [False, True, True, True, True, True]


def test_a_loop_that_turns_again_is_soon_not_stuck_any_more() -> None:
    clock = Hands()
    pulse = Pulse(clock)
    clock.now += STUCK_S + 0.1
    pulse.beat()
    seen: dict[bool, float] = {}
    for _ in range(round(2 * RED_S / BEAT_S)):
        seen.setdefault(pulse.stuck, clock.now)
        clock.now += BEAT_S
        pulse.beat()
    assert list(seen) == [True, False]
    assert seen[False] - seen[True] == pytest.approx(RED_S, abs=2 * BEAT_S)


def test_a_pause_that_is_only_long_leaves_the_server_ready() -> None:
    clock = Hands()
    pulse = Pulse(clock)
    clock.now += LIMIT_S + 0.1
    with structlog.testing.capture_logs() as logs:
        pulse.beat()
    assert not pulse.stuck
    assert [(log["event"], log["after_s"]) for log in logs] == [("loop.turned", 0.35)]


def test_a_pulse_that_never_began_can_be_stopped() -> None:
    Pulse().stop()


# The thread


def culprit(told: Told) -> bool:
    return told.block_until_named("culprit")


async def test_p_28_the_watchdog_names_the_culprits_stack_while_it_blocks() -> None:
    told = Told()
    watchdog = Watchdog(Pulse(), limit_s=SHORT_S, tell=told)
    watchdog.start()
    assert culprit(told)
    watchdog.stop()
    (stack,) = [stack for stack in told.stacks if "culprit" in stack]
    assert "return told.block_until_named" in stack
    assert stack.index("in culprit") < stack.index("in block_until_named")


async def test_p_28_a_standstill_is_told_of_once_however_long_it_lasts() -> None:
    told, clock = Told(), Hands()
    looked = threading.Semaphore(0)

    def look_at_the_clock() -> float:
        looked.release()
        return clock.now + 60.0

    watchdog = Watchdog(Pulse(clock), limit_s=SHORT_S, clock=look_at_the_clock, tell=told)
    watchdog.start()
    for _ in range(4):
        assert looked.acquire(timeout=PATIENCE_S)
    watchdog.stop()
    assert len(told.stacks) == 1


def backtracking() -> None:
    re.match(r"(a+)+$", "a" * 21 + "!")


async def test_p_28_code_that_keeps_the_interpreter_to_itself_is_named_when_it_returns() -> None:
    told = Told()
    watchdog = Watchdog(Pulse(), limit_s=SHORT_S, tell=told)
    watchdog.start()
    backtracking()
    watchdog.stop()
    assert any("in backtracking" in stack for stack in told.stacks)


async def test_a_watchdog_that_is_stopped_has_no_thread_and_no_pulse() -> None:
    pulse = Pulse()
    watchdog = Watchdog(pulse, tell=lambda *_: None)
    watchdog.start()
    assert "watchdog" in {thread.name for thread in threading.enumerate()}
    watchdog.stop()
    assert "watchdog" not in {thread.name for thread in threading.enumerate()}


async def test_a_standstill_is_logged_with_its_length_and_its_stack() -> None:
    watchdog = Watchdog(Pulse(), limit_s=SHORT_S)
    logged = threading.Event()

    def note(_logger: object, _method: str, event: structlog.typing.EventDict) -> str:
        events.append(dict(event))
        logged.set()
        raise structlog.DropEvent

    events: list[dict[str, object]] = []
    structlog.configure(processors=[note])
    try:
        watchdog.start()
        assert logged.wait(PATIENCE_S)
        watchdog.stop()
    finally:
        structlog.reset_defaults()
    assert events[0]["event"] == "loop.blocked"
    assert "logged.wait" in str(events[0]["stack"])
    assert isinstance(events[0]["for_s"], float)
