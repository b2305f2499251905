"""The server's log: one event a line, on standard error.

JSON when standard error is no terminal, readable lines when it is. Values come from strangers, so
control characters are written as escapes, long values are cut, and what looks like a secret, or is
one of the environment's, is struck out. Other libraries' log records go through the same pipeline, from warnings on.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog

from tutor_server.log_safety import MAX_LINE_BYTES, safe, secrets_in
from tutor_server.settings_values import LogLevel

#: Every event the server logs, and what it means.
EVENTS: Final[dict[str, str]] = {
    "channel.welcomed": "a client said hello with a good token",
    "channel.closed": "a welcomed connection is over; `code` is its close code",
    "channel.failed": "a frame ran into an error nobody expected",
    "channel.replay_failed": "missed rows could not be read; the client was asked to come back",
    "course.broken": "a course cannot be taught; `finding` is the first of what is wrong with it",
    "server.listening": "the port is open and the server can teach",
    "server.stopping": "no more connections are taken; `ending` says why",
    "server.stopped": "everything is let go",
    "store.failed": "the database can no longer be trusted; the process ends to read it anew",
    "sessions.gave_up": "sessions crashed more often than the supervisor bears; the process ends",
    "sessions.ended_before": "at the stop the sessions' supervisor had ended already",
    "loop.blocked": "the event loop does not turn; `stack` is what its thread does just now",
    "loop.turned": "the event loop turns again, `after_s` seconds after it last did",
    "private.started": "a private server listens",
    "private.ended": "a private server is over",
}

Event = MutableMapping[str, Any]


def configure(
    level: LogLevel, *, stream: TextIO | None = None, terminal: bool | None = None
) -> None:
    """Set up logging for the whole process; a second call replaces the first.

    Args:
        level: the least severe level that is written.
        stream: where to write; standard error by default.
        terminal: whether to write readable lines; by default, whether `stream` is a terminal.
    """
    stream = stream or sys.stderr
    known = secrets_in(os.environ)
    readable = stream.isatty() if terminal is None else terminal
    before = _before()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                lambda _logger, _method, event: safe(event, known),
                _readable() if readable else _json,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level.upper()]))
    logging.getLogger("tutor").setLevel(level.upper())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _before() -> list[structlog.typing.Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _json(_logger: Any, _method: str, event: Event) -> str:
    line = json.dumps(event, default=repr)
    if len(line) <= MAX_LINE_BYTES:
        return line
    kept = {key: str(event.get(key, ""))[:200] for key in ("event", "level", "logger", "timestamp")}
    return json.dumps({**kept, "cut": len(line)})


def _readable() -> structlog.typing.Processor:
    return structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
