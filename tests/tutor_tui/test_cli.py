from __future__ import annotations

import asyncio
import os
import pty
import signal
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any

import pytest

from tests.support.fake_server import END, QUESTION, RIGHT, FakeServer
from tutor_shared.errors import UsageError
from tutor_shared.wire import frames
from tutor_tui.cli import INTERRUPTED, _options, chat

RUN = "import sys; from tutor_tui.cli import chat; chat(sys.argv[2], sys.argv[1])"


async def start(server: FakeServer, **streams: Any) -> Process:
    """`tutor chat fractions --server …`, as a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, server.url, "fractions", **streams
    )


async def test_a_lesson_through_pipes_prints_its_lines_and_nothing_else() -> None:
    async with FakeServer([QUESTION, RIGHT, END]) as server:
        process = await start(server, stdin=PIPE, stdout=PIPE, stderr=PIPE)
        out, err = await process.communicate(b"\n5/6\n\n")
    assert (process.returncode, err) == (0, b"")
    lines = out.decode().splitlines()
    assert lines[0] == "[initializing]"
    assert lines[-1] == "All done: one of one solved."
    assert not any(line.startswith((">", "…")) for line in lines)


async def test_end_of_input_is_no_error() -> None:
    async with FakeServer() as server:
        process = await start(server, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)
        out, err = await process.communicate()
        assert len(server.of(frames.Leave)) == 1
    assert (process.returncode, err) == (0, b"")
    assert out.decode().endswith("Fractions are parts.\n")


async def test_ctrl_c_leaves_politely_and_says_so_to_the_shell() -> None:
    async with FakeServer() as server:
        process = await start(server, stdin=PIPE, stdout=PIPE, stderr=PIPE)
        await server.saw(frames.Ping)
        process.send_signal(signal.SIGINT)
        _, err = await process.communicate()
        assert len(server.of(frames.Leave)) == 1
    assert (process.returncode, err) == (INTERRUPTED, b"")


async def test_an_output_that_is_closed_early_ends_the_run_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    async with FakeServer() as server:
        process = await start(server, stdin=PIPE, stdout=writing, stderr=PIPE)
        os.close(writing)
        _, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")


async def test_a_terminal_shows_a_prompt_and_ctrl_d_ends_the_input() -> None:
    ours, theirs = pty.openpty()
    async with FakeServer() as server:
        process = await start(server, stdin=theirs, stdout=theirs, stderr=PIPE)
        os.close(theirs)
        await server.saw(frames.Ping)
        screen = b""
        while not screen.endswith(b"> "):
            screen += await asyncio.to_thread(os.read, ours, 1_024)
        os.write(ours, b"\x04")
        _, err = await process.communicate()
    os.close(ours)
    assert (process.returncode, err) == (0, b"")


def test_an_address_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="ws://HOST:PORT") as raised:
        chat("fractions", "localhost")
    assert raised.value.exit_status == 2


def test_b_10_what_leads_back_to_a_lesson_can_be_typed_as_it_is_shown() -> None:
    assert _options(None, None) == ""
    shown = _options("ws://h:1", Path("/my data"))
    assert shown == " --server ws://h:1 --data-dir '/my data'"


def test_a_data_folder_that_cannot_be_used_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="--data-dir"):
        chat("fractions", data_dir=tmp_path / "file" / "data")
    assert capsys.readouterr().out == ""


def test_what_a_lesson_needs_is_not_imported_before_there_is_one() -> None:
    code = (
        "import sys, tutor_tui.cli; "
        "heavy = {'websockets', 'textual', 'msgspec', 'tutor_server'} & set(sys.modules); "
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
