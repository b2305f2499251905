from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import names_in
from tutor_server.store import backup as module
from tutor_server.store.backup import back_up, sqlite_path
from tutor_shared.errors import StoreUnavailable, StoreUnusable, UsageError


@pytest.fixture
def live(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The connection of a writer that stays open, over a database of several hundred pages."""
    with closing(sqlite3.connect(tmp_path / "tutor.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (x INTEGER PRIMARY KEY, y)")
        connection.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000)"
            " INSERT INTO t SELECT x, zeroblob(2000) FROM n"
        )
        yield connection


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM t").fetchone()[0]
    return found


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/data/tutor.db", Path("/data/tutor.db")),
        ("sqlite:////data/tutor.db", Path("/data/tutor.db")),
        ("sqlite:///tutor.db", Path("tutor.db")),
        ("sqlite://", None),
        ("postgresql://ada@host/tutor", None),
        ("no url://", None),
    ],
)
def test_which_file_a_database_is(url: str, path: Path | None) -> None:
    assert sqlite_path(url) == path


def test_a_copy_holds_what_was_committed_also_in_the_log(
    tmp_path: Path, live: sqlite3.Connection
) -> None:
    copy = tmp_path / "copy.db"

    size = back_up(tmp_path / "tutor.db", copy)

    assert size == copy.stat().st_size
    assert count(copy) == 1000


def test_a_copy_is_for_its_owner_only_whatever_the_umask(
    tmp_path: Path, live: sqlite3.Connection
) -> None:
    before = os.umask(0)
    try:
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_p_14_commits_during_the_copying_neither_reach_it_nor_stop_it(
    tmp_path: Path, live: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0

    class Stepped(sqlite3.Connection):
        """Lets the writer commit between any two steps."""

        def backup(self, target: sqlite3.Connection, **options: Any) -> None:
            def step(*_: int) -> None:
                nonlocal steps
                steps += 1
                assert steps < 1000, "it begins anew with every commit"
                live.execute("INSERT INTO t DEFAULT VALUES")
                live.execute("UPDATE t SET y = 1 WHERE x = 1")

            super().backup(target, progress=step, **{**options, "pages": 10})

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Stepped))

    back_up(tmp_path / "tutor.db", tmp_path / "copy.db")

    monkeypatch.undo()
    assert steps > 10
    assert count(tmp_path / "copy.db") == 1000
    assert count(tmp_path / "tutor.db") == 1000 + steps


def test_a_copy_is_synced_before_it_has_its_name_and_the_name_after(
    tmp_path: Path, live: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, synced, sync = tmp_path / "copy.db", [], os.fsync

    def watch(file: int) -> None:
        synced.append((Path(f"/proc/self/fd/{file}").readlink().name[:9], copy.exists()))
        sync(file)

    monkeypatch.setattr(os, "fsync", watch)
    back_up(tmp_path / "tutor.db", copy)
    assert synced == [(".copy.db.", False), (tmp_path.name[:9], True)]


def test_a_file_that_is_there_is_kept(tmp_path: Path, live: sqlite3.Connection) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(UsageError, match=r"is there already and is kept\. Name a new file"):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_file_that_comes_up_meanwhile_is_kept_too(
    tmp_path: Path, live: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_sync", lambda draft: (tmp_path / "copy.db").write_text("mine"))
    with pytest.raises(UsageError, match=r"copy\.db cannot be written: File exists"):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_no_database_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no database"):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert names_in(tmp_path) == []


def test_what_is_no_database_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "tutor.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreUnusable, match="file is not a database"):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert names_in(tmp_path) == ["tutor.db"]


def test_a_damaged_database_is_not_copied_in_silence(
    tmp_path: Path, live: sqlite3.Connection
) -> None:
    live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    live.close()
    with (tmp_path / "tutor.db").open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"\x7f" * 4096)
    with pytest.raises(StoreUnusable, match=r"is damaged .* tutor db check"):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert "copy" not in "".join(names_in(tmp_path))


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    tmp_path: Path, live: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, draft: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(module, "_take", full)
    with pytest.raises(StoreUnavailable, match=r"disk is full\. Make room"):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert "copy" not in "".join(names_in(tmp_path))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, live: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="Name a file in another folder"):
        back_up(tmp_path / "tutor.db", tmp_path / "nowhere" / "copy.db")


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, live: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(source: Path, draft: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_take", interrupted)
    with pytest.raises(KeyboardInterrupt):
        back_up(tmp_path / "tutor.db", tmp_path / "copy.db")
    assert "copy" not in "".join(names_in(tmp_path))
