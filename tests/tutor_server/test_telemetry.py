"""The log, as it is written."""

from __future__ import annotations

import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

import tutor_server
from tutor_server import telemetry
from tutor_server.log_safety import MAX_LINE_BYTES


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def logged(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_p_35_an_event_is_one_json_object_on_one_line() -> None:
    stream = io.StringIO()
    telemetry.configure("info", stream=stream)
    log = structlog.get_logger("tutor.x")
    log.info("channel.welcomed", user="a\nb\x1b]0;x\x07", token="CANARY")
    log.debug("too quiet")
    (event,) = logged(stream)
    assert event["event"] == "channel.welcomed"
    assert event["user"] == "a\\nb\\x1b]0;x\\x07"
    assert event["token"] == "***"
    assert (event["level"], event["logger"]) == ("info", "tutor.x")


def test_p_35_no_line_is_over_eight_kibibytes() -> None:
    stream = io.StringIO()
    telemetry.configure("info", stream=stream)
    structlog.get_logger("tutor.x").info("big", **{f"key_{n}": "\u1234" * 900 for n in range(40)})
    assert len(stream.getvalue()) <= MAX_LINE_BYTES + 1
    assert logged(stream)[0]["event"] == "big"


@pytest.mark.parametrize("terminal", [False, True])
def test_p_35_no_secret_is_left_in_a_traceback(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "CANARY-of-the-environment")
    stream = io.StringIO()
    telemetry.configure("debug", stream=stream, terminal=terminal)
    log = structlog.get_logger("tutor.x")
    cause = OSError("cannot reach postgresql://tutor:CANARY@host/db")
    cause.add_note("Authorization: Bearer CANARY")
    error = ExceptionGroup("two", [ValueError("CANARY-of-the-environment")])
    error.__cause__ = cause
    log.error("channel.failed", exc_info=error)
    log.debug("channel.failed", url="wss://host/?token=CANARY", header="Cookie: a=b; c=CANARY")
    logging.getLogger("sqlalchemy").error("dsn %s", "postgresql://u:CANARY@h", exc_info=error)
    written = stream.getvalue()
    assert "ExceptionGroup" in written
    assert "CANARY" not in written


def test_an_exception_has_its_stack_and_other_libraries_their_place() -> None:
    stream = io.StringIO()
    telemetry.configure("info", stream=stream)
    try:
        int("odd")
    except ValueError as error:
        structlog.get_logger("tutor.x").error("channel.failed", exc_info=error)
        logging.getLogger("asyncio").exception("foreign %s", "words")
    ours, theirs = logged(stream)
    assert "ValueError: invalid literal" in ours["exception"]
    assert theirs["event"] == "foreign words"
    assert "ValueError: invalid literal" in theirs["exception"]


def test_libraries_are_heard_from_warnings_on() -> None:
    stream = io.StringIO()
    telemetry.configure("debug", stream=stream)
    logging.getLogger("alembic").info("chatter")
    logging.getLogger("alembic").warning("odd")
    structlog.get_logger("tutor.x").debug("fine")
    assert [event["event"] for event in logged(stream)] == ["odd", "fine"]


def test_on_a_terminal_lines_are_readable() -> None:
    stream = io.StringIO()
    telemetry.configure("info", stream=stream, terminal=True)
    structlog.get_logger("tutor.x").info("channel.closed", user="ada\x1b[2J", code=1000)
    line = stream.getvalue()
    assert "channel.closed" in line
    assert "code=1000" in line
    assert "\x1b" not in line


def test_every_event_the_server_logs_is_in_the_table() -> None:
    methods = {"debug", "info", "warning", "error", "exception", "critical"}
    used = set()
    for path in Path(tutor_server.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log" | "_log"), attr=method),
                    args=[ast.Constant(value=str(event)), *_],
                ) if method in methods and " " not in event:
                    used.add(event)
    assert used - set(telemetry.EVENTS) == set(), "add it to the table in telemetry.py"
