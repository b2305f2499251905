from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from tutor_tui.private.files import (
    ADDRESS,
    LOCK,
    Address,
    Holder,
    address,
    holder,
    is_locked,
    last_line,
    take_lock,
)


def test_a_lock_is_free_until_somebody_takes_it_and_after_they_are_gone(tmp_path: Path) -> None:
    path = tmp_path / LOCK
    assert not is_locked(path)
    assert not path.exists()
    fd = take_lock(path)
    assert fd is not None
    assert is_locked(path)
    assert take_lock(path) is None
    os.close(fd)
    assert not is_locked(path)


def test_two_may_ask_for_a_lock_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / LOCK
    path.touch()
    with path.open() as asking:
        fcntl.flock(asking, fcntl.LOCK_SH | fcntl.LOCK_NB)
        assert not is_locked(path)


def test_the_lock_file_says_who_holds_it(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text('{"kind": "serve", "pid": 12}\n')
    assert holder(tmp_path) == Holder("serve", 12)


def test_the_address_is_read(tmp_path: Path) -> None:
    (tmp_path / ADDRESS).write_text('{"url": "ws://127.0.0.1:1", "token": "t", "pid": 12}')
    assert address(tmp_path) == Address("ws://127.0.0.1:1", "t", 12)


@pytest.mark.parametrize("text", [b"", b"{", b'{"pid": "x"}', b"\xff", b"[" * 50_000])
def test_a_file_that_is_half_written_or_foreign_reads_as_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / LOCK).write_bytes(text)
    (tmp_path / ADDRESS).write_bytes(text)
    assert holder(tmp_path) is None
    assert address(tmp_path) is None


def test_files_that_are_not_there_read_as_none(tmp_path: Path) -> None:
    assert holder(tmp_path / "no") is None
    assert address(tmp_path / "no") is None


def test_the_last_line_of_a_log_is_the_last_that_says_something(tmp_path: Path) -> None:
    log = tmp_path / "private.log"
    assert last_line(log) == ""
    log.write_bytes(b"x\n" * 100_000 + b"port in use \xff\n\n")
    assert last_line(log) == "port in use \ufffd"
