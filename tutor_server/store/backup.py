"""A copy of a SQLite database taken while a server writes to it.

The source is opened read-only and one read transaction is held over the whole copying: the copy is
what stood committed at that moment, so every history in it ends at a whole turn, and writers are
not held up (WAL). Without that transaction SQLite would begin anew after every commit. The copy
gets its name only when it is complete, checked, and on the disk.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from tutor_server.store.sqlite_file import sync_folder
from tutor_shared.errors import StoreUnavailable, StoreUnusable, UsageError

#: Pages between two chances to be interrupted: 4 MiB of the usual 4 KiB pages.
_STEP: Final = 1024
_BUSY_S: Final = 5.0


def sqlite_path(url: str) -> Path | None:
    """The file a database URL or plain path names; None when it is not SQLite's."""
    if "://" not in url:
        return Path(url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return None
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(parsed.database) if is_file and parsed.database else None


def back_up(source: Path, target: Path) -> int:
    """Copy the database into a new file for its owner only; returns its size in bytes.

    Raises:
        UsageError: there is no such database, or the target is there already or cannot be made.
        StoreUnusable: the source is no database, or a damaged one.
        StoreUnavailable: the source is locked, or the disk is full.
    """
    if not source.is_file():
        raise UsageError(f"There is no database {source}. Name another with --database.")
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} is there already and is kept. Name a new file.")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        _make_private(draft)
        _copy(source, draft)
        _sync(draft)
        # Claimed first: a rename alone would replace what another process has put there.
        _make_private(target)
        draft.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}. Name a file in another folder."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, draft: Path) -> None:
    try:
        _take(source, draft)
        found = _fault(draft)
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(
            f"The copy could not be made: {error}. Make room or wait, then try again."
        ) from None
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found is not None:
        raise StoreUnusable(
            f"{source} is damaged ({found}), so no copy was kept. See: tutor db check"
        )


def _take(source: Path, draft: Path) -> None:
    with closing(_open(source, "mode=ro")) as live, closing(_open(draft, "mode=rw")) as copy:
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        # Synced once, at the end: until then the draft is nobody's.
        copy.execute("PRAGMA synchronous=OFF")
        live.backup(copy, pages=_STEP, sleep=0)


def _fault(draft: Path) -> str | None:
    # Immutable: a file that only we know needs no lock, and gets no log beside it.
    with closing(_open(draft, "mode=ro&immutable=1")) as copy:
        found = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
    # After a line that names the database.
    return None if found == "ok" else found.splitlines()[-1]


def _open(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_S)


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
