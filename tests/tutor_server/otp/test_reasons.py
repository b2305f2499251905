"""Reasons compare by value and are safe to print."""

from __future__ import annotations

import pytest

from tutor_server.otp.reasons import (
    IGNORED,
    KILLED,
    NOPROC,
    NORMAL,
    SHUTDOWN,
    Abandoned,
    Crash,
    Killed,
    Normal,
    Reason,
    Shutdown,
    Stop,
    is_expected,
)


@pytest.mark.parametrize("reason", [NORMAL, IGNORED, SHUTDOWN, Shutdown("why")], ids=repr)
def test_normal_and_shutdown_are_expected(reason: Reason) -> None:
    assert is_expected(reason)


@pytest.mark.parametrize("reason", [KILLED, Abandoned(), Crash(ValueError()), NOPROC], ids=repr)
def test_everything_else_is_not(reason: Reason) -> None:
    assert not is_expected(reason)


def test_an_abandoned_process_counts_as_killed() -> None:
    assert isinstance(Abandoned("stack"), Killed)


def test_ignore_is_a_normal_end_and_no_other() -> None:
    assert IGNORED != NORMAL
    assert isinstance(IGNORED, Normal)


def test_a_crash_is_printed_without_the_words_of_its_error() -> None:
    assert repr(Crash(ValueError("\x1b[2J"))) == "Crash(ValueError)"


def test_stop_means_normal_unless_told_otherwise() -> None:
    assert Stop().reason == NORMAL
    assert Stop(SHUTDOWN).reason == SHUTDOWN
