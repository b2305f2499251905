"""The data folder and who holds it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tutor_server.data_dir import LOCK_NAME, PRIVATE_NAME, Holder, announced, held, holder, prepare
from tutor_shared.errors import UsageError


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []
    assert prepare(folder) == folder


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"cannot be used .* choose another with --data-dir"):
        prepare(tmp_path / "file" / "below")


def test_d_3_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"file is a file, not a folder\. Choose another"):
        prepare(tmp_path / "file")


def test_the_lock_tells_who_holds_it(tmp_path: Path) -> None:
    with held(tmp_path, "serve"):
        told = json.loads((tmp_path / LOCK_NAME).read_text())
        assert told == {"kind": "serve", "pid": os.getpid()}
        assert holder(tmp_path) == Holder("serve", os.getpid())


@pytest.mark.parametrize(
    ("kind", "name"), [("serve", "tutor serve"), ("private", "a private server of tutor chat")]
)
def test_a_second_server_is_told_who_was_first(tmp_path: Path, kind: str, name: str) -> None:
    with held(tmp_path, kind):  # type: ignore[arg-type]  # parametrize knows no literals
        told = rf"in use by {name} \(process {os.getpid()}\)"
        with pytest.raises(UsageError, match=told), held(tmp_path, "serve"):
            pass
        assert holder(tmp_path).kind == kind, "the loser changes nothing"
    with held(tmp_path, "serve"):
        pass


def test_a_killed_holder_leaves_the_folder_free(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from tutor_server.data_dir import held\n"
        "with held(pathlib.Path(sys.argv[1]), 'private'):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert ended.returncode == -9
    assert holder(tmp_path).kind == "private"
    with held(tmp_path, "serve"):
        pass


@pytest.mark.parametrize("content", ["", "[]", '{"kind":"x","pid":"y"}', "\xff"])
def test_a_lock_file_of_rubbish_names_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK_NAME).write_text(content)
    assert holder(tmp_path) == Holder()
    assert str(Holder()) == "another server"


def test_the_announcement_is_for_the_owner_and_only_while_inside(tmp_path: Path) -> None:
    file = tmp_path / PRIVATE_NAME
    with announced(tmp_path, url="ws://127.0.0.1:1", token="t"):
        told = json.loads(file.read_text())
        assert told == {"url": "ws://127.0.0.1:1", "token": "t", "pid": os.getpid()}
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == [PRIVATE_NAME]
    assert not file.exists()
