"""The default reporter says what happened, and is not stopped by any error's text."""

from __future__ import annotations

import logging

import pytest

from tutor_server.otp.intensity import Intensity
from tutor_server.otp.reasons import KILLED, Abandoned, Crash
from tutor_server.otp.report import ChildDied, GaveUp, Report, UnknownMessage, log_report


def crash() -> Crash:
    try:
        raise ZeroDivisionError("why")  # noqa: TRY301 - a traceback is wanted
    except ZeroDivisionError as error:
        return Crash(error)


@pytest.mark.parametrize(
    ("report", "level", "words"),
    [
        (ChildDied("ada", KILLED, 2), logging.ERROR, "'ada' ended: Killed(), restarted 2 times"),
        (ChildDied("ada", crash(), 0), logging.ERROR, "ZeroDivisionError: why"),
        (ChildDied("ada", Abandoned("in hang"), 0), logging.ERROR, "in hang"),
        (GaveUp.at(Intensity(3, 5.0)), logging.CRITICAL, "over 3 restarts in 5 s"),
        (UnknownMessage("dict"), logging.WARNING, "type dict"),
    ],
    ids=["killed", "crash", "abandoned", "gave up", "unknown"],
)
def test_a_report_is_one_log_record(
    report: Report, level: int, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    log_report(report)
    [record] = caplog.records
    assert record.levelno == level
    assert words in caplog.text
