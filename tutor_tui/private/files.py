"""The files a private server and its clients meet at, in the data directory.

`server.lock` is held (flock) by whoever serves the directory, and says who in one line of JSON;
`private.json` holds the address and this run's token of a private server. A file that is not there,
is half written or was left behind by a killed server reads as None, never as an error.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

LOCK: Final = "server.lock"
ADDRESS: Final = "private.json"
START_LOCK: Final = "start.lock"
LOG: Final = "private.log"

_LARGE: Final = 65_536


_File = TypeVar("_File", "Holder", "Address")


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock, as the lock file says."""

    kind: Literal["private", "serve"]
    pid: int


class Address(msgspec.Struct, frozen=True):
    """Where a private server listens, and this run's token."""

    url: str
    token: str
    pid: int


def is_locked(path: Path) -> bool:
    """Whether a living process holds an exclusive lock on that file."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        # A shared lock asks the question, and lets other askers ask it at the same time.
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def take_lock(path: Path) -> int | None:
    """Take that file's lock if it is free: a descriptor that holds it until closed, or None."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    return fd


def holder(directory: Path) -> Holder | None:
    """Who says to hold the lock; believe it only while the lock is held."""
    return _read(directory / LOCK, Holder)


def address(directory: Path) -> Address | None:
    """What `private.json` says; believe it only while its process holds the lock."""
    return _read(directory / ADDRESS, Address)


def last_line(log: Path) -> str:
    """The last line of a log that is not empty, or the empty string."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _LARGE))
            lines = file.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _read(path: Path, kind: type[_File]) -> _File | None:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_LARGE), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
