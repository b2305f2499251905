"""The private server: one learner's own, started and found by `tutor chat`.

It listens on loopback with a free port, knows one user and one token, which is made for this run
and lives in memory and in `private.json`, and ends by itself when nobody is there.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import hmac
import os
import secrets
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from tutor_server import data_dir
from tutor_server.settings import Settings, check_paths, resolve
from tutor_shared.errors import TutorError, UsageError
from tutor_shared.ids import normalise_user


class OneUser:
    """The `Users` of a private server: whoever has the token is the user."""

    def __init__(self, name: str, token: str) -> None:
        self._name = name
        self._token = token.encode()

    async def add(self, name: str, *, at: datetime) -> str:  # noqa: ARG002 - the port asks for them
        """A private server takes nobody else."""
        raise UsageError("A private server has one user; for more, run: tutor serve")

    async def names(self) -> Sequence[tuple[str, int]]:
        """The one user, with one token."""
        return [(self._name, 1)]

    async def remove(self, name: str) -> bool:  # noqa: ARG002 - the port asks for it
        """Nobody can be removed."""
        return False

    async def authenticate(self, token: str) -> str | None:
        """The user, if the token is this run's."""
        return self._name if hmac.compare_digest(token.encode(), self._token) else None


def main(argv: Sequence[str] | None = None) -> int:
    """Run a private server until nobody is there; returns the exit status.

    `argv` is `--private --data-dir DIR`.
    """
    parser = argparse.ArgumentParser(prog="python -m tutor_server", allow_abbrev=False)
    parser.add_argument("--private", action="store_true", required=True)
    parser.add_argument("--data-dir", type=Path, required=True)
    folder = parser.parse_args(argv).data_dir
    try:
        with data_dir.held(data_dir.prepare(folder), "private"):
            settings = private_settings(folder)
            check_paths(settings)
            return _serve(settings)
    except TutorError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the log's last line, which `tutor chat` shows
        return error.exit_status


def private_settings(folder: Path) -> Settings:
    """The settings of a private server on this folder.

    The environment may name courses or a log level, but not open the server to others.
    """
    settings = resolve({"data_dir": folder}, os.environ, {})
    return msgspec.structs.replace(
        settings, host="127.0.0.1", port=0, database=None, tls_cert=None, tls_key=None, origins=()
    )


def login_name() -> str:
    """The name the system knows the user by."""
    try:
        return normalise_user(getpass.getuser())
    except (KeyError, OSError):
        return "learner"


def _serve(settings: Settings) -> int:
    import structlog

    from tutor_server import app, event_loop, telemetry
    from tutor_server.transport.presence import Presence

    telemetry.configure(settings.log_level)
    log = structlog.get_logger("tutor.private")
    token = secrets.token_urlsafe(32)
    presence = Presence()
    with contextlib.ExitStack() as announcement:

        def listening(url: str) -> None:
            log.info("private.started", url=url)
            announcement.enter_context(data_dir.announced(settings.data_dir, url=url, token=token))

        status = event_loop.run(
            app.run(
                settings,
                on_listening=listening,
                presence=presence,
                users=OneUser(login_name(), token),
            )
        )
    log.info("private.ended", status=status)
    return status
