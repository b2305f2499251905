from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor_tui.plain.line_input import LONGEST_LINE, LineInput, read_line

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    reading, writing = os.pipe()
    yield reading, writing
    for fd in (reading, writing):
        with contextlib.suppress(OSError):
            os.close(fd)


def test_a_line_is_what_stands_before_its_end(pipe: Pipe) -> None:
    reading, writing = pipe
    os.write(writing, b"one\r\n\n two \nlast")
    os.close(writing)
    assert [read_line(reading) for _ in range(5)] == [b"one", b"", b" two ", b"last", None]


def test_no_more_is_taken_than_the_line(pipe: Pipe) -> None:
    reading, writing = pipe
    os.write(writing, b"mine\nyours\n")
    assert read_line(reading) == b"mine"
    assert os.read(reading, 100) == b"yours\n"


def test_c_16_a_line_without_end_is_cut(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    endless.write_bytes(b"x" * (LONGEST_LINE + 1_000) + b"\nnext\n")
    fd = os.open(endless, os.O_RDONLY)
    try:
        assert len(read_line(fd) or b"") == LONGEST_LINE + 1
        assert read_line(fd) == b"next"
    finally:
        os.close(fd)


def test_a_descriptor_that_is_gone_is_the_end_of_input() -> None:
    assert read_line(-1) is None


async def test_the_loop_goes_on_while_a_line_is_awaited(pipe: Pipe) -> None:
    reading, writing = pipe
    waiting = asyncio.create_task(LineInput(reading).line())
    await asyncio.sleep(0)
    assert not waiting.done()
    os.write(writing, b"here\n")
    assert await waiting == b"here"


async def test_a_wait_that_is_given_up_loses_no_line(pipe: Pipe) -> None:
    reading, writing = pipe
    lines = LineInput(reading)
    waiting = asyncio.create_task(lines.line())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    os.write(writing, b"kept\nnext\n")
    assert await lines.line() == b"kept"
    assert await lines.line() == b"next"
