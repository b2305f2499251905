from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor_shared.errors import UsageError
from tutor_tui.private.files import ADDRESS, LOCK, LOG, is_locked, take_lock
from tutor_tui.private.server import STARTING, PrivateServer, server_command

#: Does what a private server does with its files, and nothing else.
SERVES = """
import fcntl, json, os, pathlib, signal, sys
dir = pathlib.Path(sys.argv[1])
with open(dir / "starts", "a") as starts:
    starts.write("x")
lock = open(dir / "server.lock", "w+")
fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
lock.write(json.dumps({"kind": "private", "pid": os.getpid()}))
lock.flush()
told = {"url": "ws://127.0.0.1:1", "token": str(os.getpid()), "pid": os.getpid()}
(dir / "draft").write_text(json.dumps(told))
os.replace(dir / "draft", dir / "private.json")
signal.pause()
"""
DIES = "import sys; print('no room \\x1b[2Jon disk', file=sys.stderr); sys.exit(2)"
HANGS = "import signal; signal.pause()"


class Started(PrivateServer):
    """A private server whose program is a few lines of Python."""

    def __init__(self, directory: Path, program: str, limit_s: float = 20.0) -> None:
        self.notices: list[str] = []
        super().__init__(
            directory,
            notice=self.notices.append,
            command=lambda where: [sys.executable, "-I", "-c", program, str(where)],
            limit_s=limit_s,
        )

    def end(self) -> None:
        """Kill the program, if it was started here."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def servers() -> Iterator[list[Started]]:
    started: list[Started] = []
    yield started
    for server in started:
        server.end()


def start(servers: list[Started], where: Path, program: str = SERVES) -> Started:
    servers.append(Started(where, program))
    return servers[-1]


async def test_a_free_directory_gets_a_server(tmp_path: Path, servers: list[Started]) -> None:
    where = tmp_path / "new" / "data"
    endpoint = await start(servers, where).locate()
    told = json.loads((where / ADDRESS).read_text())
    assert (endpoint.url, endpoint.token) == (told["url"], told["token"])
    assert where.stat().st_mode & 0o077 == 0


async def test_d_4_the_log_is_for_its_owner_alone(tmp_path: Path, servers: list[Started]) -> None:
    (tmp_path / LOG).touch(0o644)
    await start(servers, tmp_path).locate()
    assert (tmp_path / LOG).stat().st_mode & 0o777 == 0o600


async def test_a_server_that_runs_is_joined(tmp_path: Path, servers: list[Started]) -> None:
    first = await start(servers, tmp_path).locate()
    assert await start(servers, tmp_path).locate() == first
    assert (tmp_path / "starts").read_text() == "x"


async def test_chats_that_start_at_once_end_up_at_one_server(
    tmp_path: Path, servers: list[Started]
) -> None:
    chats = [start(servers, tmp_path) for _ in range(5)]
    endpoints = await asyncio.gather(*(chat.locate() for chat in chats))
    assert len({endpoint.token for endpoint in endpoints}) == 1
    assert (tmp_path / "starts").read_text() == "x"


async def test_what_a_killed_server_left_behind_is_not_believed(
    tmp_path: Path, servers: list[Started]
) -> None:
    first = start(servers, tmp_path)
    before = await first.locate()
    first.end()
    assert (tmp_path / ADDRESS).exists()
    assert not is_locked(tmp_path / LOCK)
    after = await first.locate()
    assert after.token != before.token


async def test_a_directory_held_by_tutor_serve_is_told(
    tmp_path: Path, servers: list[Started]
) -> None:
    fd = take_lock(tmp_path / LOCK)
    assert fd is not None
    try:
        (tmp_path / LOCK).write_text('{"kind": "serve", "pid": 77}')
        with pytest.raises(UsageError, match=r"in use by tutor serve \(process 77\)") as raised:
            await start(servers, tmp_path).locate()
    finally:
        os.close(fd)
    assert raised.value.exit_status == 2
    assert not (tmp_path / "starts").exists()


async def test_a_server_that_dies_at_once_is_told_with_the_last_line_of_its_log(
    tmp_path: Path, servers: list[Started]
) -> None:
    with pytest.raises(UsageError, match=r"did not start: no room \[2Jon disk") as raised:
        await start(servers, tmp_path, DIES).locate()
    assert str(tmp_path / LOG) in str(raised.value)


async def test_a_server_that_never_listens_is_given_up(
    tmp_path: Path, servers: list[Started]
) -> None:
    (tmp_path / ADDRESS).write_text("left behind")
    servers.append(Started(tmp_path, HANGS, limit_s=0.2))
    with pytest.raises(UsageError, match="did not answer in"):
        await servers[-1].locate()
    assert not (tmp_path / ADDRESS).exists()


async def test_a_long_start_is_told_once(
    tmp_path: Path, servers: list[Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor_tui.private.server.PATIENCE_S", 0.0)
    server = start(servers, tmp_path)
    await server.locate()
    assert server.notices == [STARTING]


async def test_the_server_has_a_process_session_of_its_own(
    tmp_path: Path, servers: list[Started]
) -> None:
    pid = int((await start(servers, tmp_path).locate()).token or "")
    assert os.getsid(pid) == pid != os.getsid(0)


async def test_a_large_log_is_put_aside(tmp_path: Path, servers: list[Started]) -> None:
    (tmp_path / LOG).write_bytes(b"x" * 1_048_577)
    await start(servers, tmp_path).locate()
    assert (tmp_path / LOG).stat().st_size == 0
    assert (tmp_path / "private.log.1").stat().st_size == 1_048_577


async def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="--data-dir"):
        await Started(tmp_path / "file" / "data", SERVES).locate()


async def test_d_3_a_file_in_the_place_of_the_directory_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file is a file, not a folder"):
        await Started(tmp_path / "file", SERVES).locate()


async def test_files_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    (tmp_path / "start.lock").mkdir()
    with pytest.raises(UsageError, match="--data-dir"):
        await Started(tmp_path, SERVES).locate()


def test_the_folder_we_stand_in_is_no_place_to_import_the_server_from(tmp_path: Path) -> None:
    command = server_command(tmp_path)
    assert command[:4] == [sys.executable, "-P", "-m", "tutor_server"]
    assert command[4:] == ["--private", "--data-dir", str(tmp_path)]
