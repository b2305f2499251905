"""The database file on disk: made whole or not at all, checked before it is opened, and leased.

A new file appears under its name only with SQLite's header in it and synced, so a file without one
is damage, never a start that was cut short.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tutor_shared.errors import StoreHeld, StoreUnusable, UsageError

_HEADER: Final = b"SQLite format 3\x00"

#: Device and inode: which file this is, whatever its name is now.
FileIdentity = tuple[int, int]


class FileLease:
    """The right to serve one database, as a lock the kernel takes back when the process dies.

    Raises:
        StoreHeld: another process has it.
        UsageError: the lock's file cannot be opened.
    """

    def __init__(self, database: Path) -> None:
        name = database.with_name(f"{database.name}.lock")
        try:
            self._file = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UsageError(
                f"{name} cannot be opened: {error.strerror}. Check its permissions."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise StoreHeld(
                f"Another process serves {database}. Stop that one first, or name another database."
            ) from None

    def release(self) -> None:
        """Let another process have it."""
        os.close(self._file)


def ensure_file(path: Path) -> None:
    """Make the file if there is none, readable by its owner only; check the one that is there.

    Raises:
        UsageError: the folder is missing or cannot be written to.
        StoreUnusable: what is there is no SQLite database.
    """
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}. Make it, or name another one.")
    try:
        with _locked_folder(path.parent):
            if not path.exists():
                _make(path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be made: {error.strerror}. Check the folder's permissions."
        ) from error
    _check_header(path)


def identity(path: Path) -> FileIdentity | None:
    """Which file has this name now; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _locked_folder(folder: Path) -> Iterator[None]:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA journal_mode=WAL")
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except OSError as error:
        raise StoreUnusable(
            f"{path} cannot be read: {error.strerror}. Check its permissions, or name another file."
        ) from error
    if header != _HEADER:
        raise StoreUnusable(
            f"{path} is no SQLite database, or a damaged one. It was left as it is: "
            "restore it from a backup, or name another file."
        )
