"""The folder a server keeps its things in, and who holds it.

One server at a time: an exclusive `flock` on `server.lock` for as long as it runs, so that a
killed one leaves nothing to clean up. The file says who holds it, for others to tell.
`private.json` tells this user's terminals where their private server is.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tutor_shared.errors import UsageError

LOCK_NAME: Final = "server.lock"
PRIVATE_NAME: Final = "private.json"

Kind = Literal["private", "serve"]
_PROGRAMS: Final = {"private": "a private server of tutor chat", "serve": "tutor serve"}


@dataclass(frozen=True)
class Holder:
    """Who wrote itself into the lock file; None for what could not be read."""

    kind: Kind | None = None
    pid: int | None = None

    def __str__(self) -> str:
        program = _PROGRAMS[self.kind] if self.kind else "another server"
        return f"{program} (process {self.pid})" if self.pid else program


def prepare(path: Path) -> Path:
    """Make the folder, for its owner only, and try whether it can be written.

    Raises:
        UsageError: it cannot.
    """
    probe = path / f".probe-{os.getpid()}"
    if path.is_file():
        raise UsageError(f"{path} is a file, not a folder. Choose another with --data-dir.")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"The data folder {path} cannot be used ({reason}). "
            "Make it writable, or choose another with --data-dir."
        ) from None
    return path


@contextlib.contextmanager
def held(path: Path, kind: Kind) -> Iterator[None]:
    """Hold the folder while inside.

    Raises:
        UsageError: another server holds it; the sentence names it.
    """
    file = os.open(path / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(file, path)
        os.ftruncate(file, 0)
        os.write(file, json.dumps({"kind": kind, "pid": os.getpid()}).encode() + b"\n")
        yield
    finally:
        os.close(file)


def holder(path: Path) -> Holder:
    """Who the lock file names; whether it is still held is not asked."""
    try:
        told = json.loads((path / LOCK_NAME).read_bytes()[:1_000])
    except (OSError, ValueError):
        return Holder()
    kind, pid = (told.get("kind"), told.get("pid")) if isinstance(told, dict) else (None, None)
    return Holder(kind if kind in _PROGRAMS else None, pid if isinstance(pid, int) else None)


@contextlib.contextmanager
def announced(path: Path, *, url: str, token: str) -> Iterator[None]:
    """Tell this user's terminals where the server is, while inside.

    The file appears whole or not at all, and nobody else may read it.
    """
    target = path / PRIVATE_NAME
    draft = path / f".{PRIVATE_NAME}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as writer:
        writer.write(json.dumps({"url": url, "token": token, "pid": os.getpid()}) + "\n")
    draft.replace(target)
    try:
        yield
    finally:
        target.unlink(missing_ok=True)


def _lock(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(
            f"The data folder {path} is in use by {holder(path)}. "
            "Stop it, or choose another folder with --data-dir."
        ) from None
