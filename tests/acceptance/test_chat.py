"""`tutor chat --plain` through pipes: a whole course, every state, and a learner who is cut off."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.programs import PATIENCE_S, TUTOR, environment, piped, tutor
from tests.support.solver import Solver, known_error, right
from tutor_server.session.machine import STATES
from tutor_shared.syllabus.loader import read_document
from tutor_shared.syllabus.shelf import Shelf

SOLVER = Solver(read_document(Shelf().get("fractions")[1]))
#: Nothing more comes when the session waits; a turn's lines come closer together than this.
QUIET_S = 0.4


class Chat:
    """A plain lesson as a script sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.printed: list[str] = []

    async def heard(self) -> list[str]:
        """The lines printed until the lesson waits or is over."""
        assert self.process.stdout is not None
        lines: list[str] = []
        limit = PATIENCE_S
        while True:
            try:
                async with asyncio.timeout(limit):
                    line = await self.process.stdout.readline()
            except TimeoutError:
                break
            if not line:
                break
            lines.append(line.decode().rstrip("\n"))
            limit = QUIET_S
        self.printed += lines
        return lines

    async def type(self, line: str) -> None:
        """Type one line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        await self.process.stdin.drain()

    @property
    def state(self) -> str:
        """The last state printed."""
        states = [line[1:-1] for line in self.printed if re.fullmatch(r"\[[a-z_]+\]", line)]
        return states[-1] if states else ""

    def question(self) -> tuple[str, dict[str, str]]:
        """The last question's text and its options."""
        starts = [
            n for n, line in enumerate(self.printed) if line in ("[setting_question]", "Resuming.")
        ]
        shown = self.printed[starts[-1] :]
        matches = [re.fullmatch(r"([a-z])\) (.*)", line) for line in shown]
        options = {match[1]: match[2] for match in matches if match}
        return "\n".join(shown), options


@asynccontextmanager
async def chatting(data_dir: Path) -> AsyncIterator[Chat]:
    """A lesson in fractions through pipes."""
    process = await asyncio.create_subprocess_exec(
        *TUTOR, "chat", "fractions", "--plain", "--data-dir", str(data_dir),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )  # fmt: skip
    try:
        yield Chat(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def answer(chat: Chat, *, tried: dict[str, int]) -> str:
    """Wrong in a known way twice where that is possible, then wrong in an unknown way, then right."""
    text, options = chat.question()
    variant = SOLVER.variant(text)
    assert variant is not None, text
    wrong = known_error(variant.block, options)
    count = tried["answers"] = tried["answers"] + 1
    if count in (1, 2) and wrong is not None:
        return f"/answer {wrong}"
    if count == 3 and not options:
        return "/answer 7777"
    return f"/answer {right(variant.block, options)}"


async def test_a_scripted_learner_walks_every_state_to_the_summary(tmp_path: Path) -> None:
    tried = {"answers": 0}
    async with chatting(tmp_path) as chat:
        await chat.heard()
        for _ in range(250):
            if chat.process.stdout is None or chat.process.stdout.at_eof():
                break
            waiting = chat.state in {"awaiting_answer", "guiding_student"}
            await chat.type(answer(chat, tried=tried) if waiting else "")
            await chat.heard()
        assert await chat.process.wait() == 0
        states = {line[1:-1] for line in chat.printed if line.startswith("[")}
        assert set(STATES) <= states
        assert any("done." in line for line in chat.printed[-12:])
        verdicts = [
            line.split()[0] for line in chat.printed if line.startswith(("Correct.", "Not"))
        ]
        assert {"Correct.", "Not"} <= set(verdicts)
        assert not [line for line in chat.printed if line.startswith("! ")]


async def test_killed_after_any_line_and_started_again_it_goes_on(tmp_path: Path) -> None:
    tried = {"answers": 0}
    asked: list[str] = []
    for turns in (1, 2, 3, 4, 5):
        async with chatting(tmp_path) as chat:
            lines = await chat.heard()
            assert ("Resuming." in lines) == (turns > 1)
            for _ in range(turns):
                waiting = chat.state in {"awaiting_answer", "guiding_student"}
                if waiting:
                    asked.append(chat.question()[0])
                await chat.type(answer(chat, tried=tried) if waiting else "")
                await chat.heard()
            chat.process.send_signal(signal.SIGKILL)
    assert len(asked) > 3


def test_a_lesson_through_a_pipe_reads_line_by_line_and_ends_with_status_zero(
    tmp_path: Path,
) -> None:
    done = piped(
        ["", "", "/hint", "/hint", "I don't know", "/record", "/help"], tmp_path, "fractions"
    )
    assert done.returncode == 0
    assert "[awaiting_answer]" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr


def test_without_a_course_they_are_listed_and_the_first_line_chooses(tmp_path: Path) -> None:
    done = piped(["nothing like it", "fractions"], tmp_path)
    assert done.returncode == 0
    assert "fractions" in done.stdout
    assert "! " in done.stdout + done.stderr
    assert "[exposition]" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "nowhere"),
        (("fractions", "--server", "ws://127.0.0.1:9"), "127.0.0.1"),
        (("fractions", "--colour"), "--colour"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = tutor("chat", *arguments, "--plain", "--data-dir", tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
