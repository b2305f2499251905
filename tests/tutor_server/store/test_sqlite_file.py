from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.support.databases import names_in
from tutor_server.store import sqlite_file
from tutor_server.store.sqlite_file import FileLease, ensure_file, identity
from tutor_shared.errors import StoreHeld, StoreUnusable, UsageError


def test_a_new_file_is_the_owners_only_and_has_its_header(tmp_path: Path) -> None:
    path = tmp_path / "tutor.db"
    ensure_file(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"SQLite format 3\x00")
    assert names_in(tmp_path) == ["tutor.db"]


def test_a_new_files_name_is_made_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(sqlite_file, "sync_folder", synced.append)

    ensure_file(tmp_path / "tutor.db")
    ensure_file(tmp_path / "tutor.db")

    assert synced == [tmp_path]


def test_a_folder_can_be_synced(tmp_path: Path) -> None:
    sqlite_file.sync_folder(tmp_path)


def test_a_start_cut_short_leaves_no_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(UsageError, match="No space left"):
        ensure_file(tmp_path / "tutor.db")

    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 4096, b"hello, I am a letter", b"SQLite format 4"]
)
def test_p_08_what_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "tutor.db"
    path.write_bytes(content)

    with pytest.raises(StoreUnusable, match="no SQLite database, or a damaged one"):
        ensure_file(path)

    assert path.read_bytes() == content


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be read"):
        ensure_file(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        ensure_file(tmp_path / "missing" / "tutor.db")


def test_one_lease_a_database_until_it_is_released(tmp_path: Path) -> None:
    path = tmp_path / "tutor.db"
    lease = FileLease(path)

    with pytest.raises(StoreHeld, match="Stop that one first"):
        FileLease(path)

    lease.release()
    FileLease(path).release()


def test_a_lease_that_cannot_be_written_down_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        FileLease(tmp_path / "missing" / "tutor.db")


def test_a_file_put_in_anothers_place_is_another_file(tmp_path: Path) -> None:
    path = tmp_path / "tutor.db"
    ensure_file(path)
    before = identity(path)
    path.rename(tmp_path / "away.db")

    assert identity(path) is None
    ensure_file(path)
    assert identity(path) not in {None, before}
