"""The app as its learner has it: real terminals, real servers, and every key against one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.fake_server import JOINED, OPENING, QUESTION, FakeServer, said, state
from tests.support.hostile_text import TEXT, TITLE
from tests.support.programs import PATIENCE_S, TUTOR, add_user, environment, serving
from tests.support.pupil import Pupil, running
from tests.support.terminal import (
    CTRL_Q,
    CTRL_Z,
    ENTER,
    ENTERS_ALTERNATE_SCREEN,
    F_KEYS,
    LEAVES_ALTERNATE_SCREEN,
    Terminal,
    foreign,
    terminal,
)
from tutor_shared.wire import frames
from tutor_tui.app import TutorApp
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.link.server_link import ServerLink
from tutor_tui.private import files
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.lesson import LessonScreen
from tutor_tui.screens.outline import OutlineScreen
from tutor_tui.screens.record import RecordScreen

QUESTION_ONE = "What fraction of the ribbon is blue?"


def until(so: Callable[[], bool], shows: Callable[[], object] = str) -> None:
    """Wait for what another process does, of which nobody tells us."""
    deadline = time.monotonic() + PATIENCE_S
    while not so():
        assert time.monotonic() < deadline, shows()
        os.sched_yield()


def answer_to(prompt: str) -> str:
    """The ribbon's question has numbers of its own in each lesson."""
    blue, white = map(int, re.findall(r"(\d+) (?:pieces )?are (?:blue|white)", prompt)[:2])
    return f"{blue}/{blue + white}"


def nobody_serves(data_dir: Path) -> bool:
    """Whether no private server runs on this directory."""
    return not files.is_locked(data_dir / files.LOCK)


def to_the_first_question(term: Terminal) -> None:
    """From the list of courses through the reading."""
    term.sees("Choose a course")
    term.press(ENTER)
    term.sees("Reading")
    term.presses(ENTER, until="Your turn")


def test_a_lesson_in_a_terminal_and_nothing_is_left_running(tmp_path: Path) -> None:
    with terminal("chat", "--data-dir", tmp_path / "data") as term:
        to_the_first_question(term)
        term.press("2/7" + ENTER)
        term.process.expect(rb"Correct|Not yet")
        term.press(CTRL_Q)
        assert term.ends() == 0
        for mode in (LEAVES_ALTERNATE_SCREEN, b"\x1b[?1000l", b"\x1b[?2004l", b"\x1b[?25h"):
            assert mode in term.raw
    until(lambda: nobody_serves(tmp_path / "data"))


def test_c_13_resized_to_almost_nothing_and_back_it_goes_on(tmp_path: Path) -> None:
    with terminal("chat", "fractions", "--data-dir", tmp_path / "data") as term:
        term.sees("Reading")
        term.resize(5, 20)
        term.press(ENTER)
        for size in ((1, 1), (200, 500), (24, 80)):
            term.resize(*size)
        term.sees("Fractions that make sense")
        term.press(F_KEYS["f8"])
        term.sees("Your record")
        term.press(CTRL_Q)
        assert term.ends() == 0


def test_c_13_put_aside_and_brought_back_it_draws_itself_again(tmp_path: Path) -> None:
    with terminal("chat", "fractions", "--data-dir", tmp_path / "data") as term:
        term.sees("Reading")
        term.press(CTRL_Z)
        until(lambda: term.state() == "T")
        term.process.kill(signal.SIGCONT)
        term.sees(ENTERS_ALTERNATE_SCREEN.decode())
        term.sees("Reading")
        term.press(CTRL_Q)
        assert term.ends() == 0


def test_c_13_asked_to_end_it_gives_the_terminal_back(tmp_path: Path) -> None:
    with terminal("chat", "fractions", "--data-dir", tmp_path / "data") as term:
        term.sees("Reading")
        term.process.kill(signal.SIGTERM)
        term.ends()
        assert LEAVES_ALTERNATE_SCREEN in term.raw
        assert b"Traceback" not in term.raw


def test_c_13_a_closed_terminal_leaves_nothing_running(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with terminal("chat", "fractions", "--data-dir", data_dir) as term:
        term.sees("Reading")
        os.close(term.process.child_fd)
        until(lambda: term.state() in "Z-")
        until(lambda: nobody_serves(data_dir))


def test_a_wrong_token_is_told_after_the_screen_has_gone(tmp_path: Path) -> None:
    with terminal("chat", "--server", "ws://127.0.0.1:1") as term:
        status = term.ends()
        assert status == 2
        assert LEAVES_ALTERNATE_SCREEN in term.raw
        assert term.raw.rpartition(LEAVES_ALTERNATE_SCREEN)[2].strip()


async def hostile_server() -> FakeServer:
    """A server whose every text means harm."""
    topics = [frames.TopicItem("adding", TITLE)]
    skill = frames.SkillProgress("s", TITLE, 0.4, mastered=False)
    moved = replace(skill, mastery=0.6)
    opening = [
        *OPENING[:2],
        frames.Progress(seq=0, skills=[skill], topics_done=0, topics_total=1),
        frames.Progress(seq=0, skills=[moved], topics_done=0, topics_total=1),
        said("exposition", TEXT),
    ]
    asked = [
        QUESTION[0],
        said("question", TEXT, options=[("\x1b[31ma", TITLE), ("b", TEXT)]),
        state("awaiting_answer", "setting_question", question="q1"),
        said("hint", TEXT),
    ]
    server = FakeServer([asked], opening=opening)
    server.joined = replace(JOINED, title=TITLE, topics=topics)
    server.courses = [frames.SyllabusItem("evil", TITLE, TEXT, "en", 1, 1, 0, "active")]
    server.records = [
        frames.CourseRecord(
            "evil", TITLE, "active",
            [frames.SkillRecord("s", TITLE, 0.5, mastered=False, right=1, first_attempts=2)],
            [frames.MisconceptionRecord("m", TITLE, 2)], 1, 1,
        )
    ]  # fmt: skip
    return server


async def test_c_12_whatever_a_server_says_no_byte_of_it_steers_the_terminal() -> None:
    """P-34: every field that a person sees, looked at in the raw bytes."""
    async with await hostile_server() as server:
        raw = await asyncio.to_thread(walk_through, server.url)
    assert raw.count(b"PWNED") > 20
    assert foreign(raw) == []


def walk_through(url: str) -> bytes:
    """Every screen once; the app must be alive at the end."""
    with terminal("chat", "--server", url, rows=40, columns=120) as term:
        term.sees("Choose a course")
        term.press(F_KEYS["f8"])
        term.sees("Your record")
        term.press("q" + ENTER)
        term.sees("Reading")
        term.press("\x1b[20~")
        term.sees("Outline")
        term.press("q")
        term.sees("Reading")
        term.presses(ENTER, until="Your turn")
        term.press("\x1b[5~" * 30)
        term.press(F_KEYS["f1"])
        term.sees("Keys in a lesson")
        term.press(CTRL_Q)
        assert term.ends() == 0
        return term.raw


@contextlib.asynccontextmanager
async def real_pupil(tmp_path: Path, *, people: int = 1) -> AsyncIterator[list[Pupil]]:
    """Apps at one real server, all of the same learner."""
    data_dir = tmp_path / "data"
    token = await asyncio.to_thread(add_user, data_dir)
    async with serving(data_dir) as served, contextlib.AsyncExitStack() as stack:

        async def locate() -> Endpoint:
            return Endpoint(served.url, token)

        pupils = []
        for _ in range(people):
            app = TutorApp(lambda _: lambda: ServerLink(locate, client="test"))
            pilot = await stack.enter_async_context(running(app))
            pupils.append(Pupil(app, pilot))
        yield pupils


async def begin(pupil: Pupil) -> None:
    await pupil.stands("Choose a course")
    await pupil.press("enter")
    await pupil.on(LessonScreen)


async def read_to_the_question(pupil: Pupil) -> None:
    while pupil.standing != "Your turn":
        await pupil.press("enter")
        await pupil.until(lambda: pupil.standing in ("Reading", "Solved", "Your turn"))


def has_more(pupil: Pupil, messages: int) -> bool:
    return len(pupil.lesson.desk.view.messages) > messages


async def test_every_key_against_a_real_server(tmp_path: Path) -> None:
    async with real_pupil(tmp_path) as [pupil]:
        await begin(pupil)
        await pupil.stands("Reading")
        for key in ("f4", "f5"):  # explain, example
            said_before = len(pupil.lesson.desk.view.messages)
            await pupil.press(key)
            await pupil.until(partial(has_more, pupil, said_before + 1))
            await pupil.stands("Reading")
        await read_to_the_question(pupil)
        asked = pupil.lesson.desk.view.question
        assert asked is not None
        prompt = asked.text
        assert QUESTION_ONE in prompt
        await pupil.press("f2")
        await pupil.says("Hint")
        await pupil.press("f3")
        await pupil.write("what is a denominator")
        await pupil.says("You asked")
        await pupil.press("f6")
        await pupil.stands("Step by step")
        await pupil.press("ctrl+y")
        await pupil.until(lambda: bool(pupil.app.clipboard))
        await pupil.write(answer_to(prompt))
        await pupil.stands("Solved")
        await read_to_the_question(pupil)
        await pupil.press("f7")
        await pupil.says("Skipped.")
        await pupil.until(lambda: pupil.standing in ("Reading", "Your turn"))
        for key, screen in (("f8", RecordScreen), ("f9", OutlineScreen)):
            await pupil.press(key)
            await pupil.on(screen)
            await pupil.press("escape")
            await pupil.on(LessonScreen)
        await pupil.press("ctrl+l")
        await pupil.on(CoursesScreen)
        await pupil.says("begun")


async def test_a_second_terminal_takes_over_and_the_first_takes_back(tmp_path: Path) -> None:
    async with real_pupil(tmp_path, people=2) as [first, second]:
        await begin(first)
        await first.stands("Reading")
        await begin(second)
        await first.stands("Continued elsewhere")
        await first.press("r")
        await second.stands("Continued elsewhere")
        await first.stands("Reading")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed here")
def test_in_tmux_it_looks_like_a_lesson(tmp_path: Path) -> None:
    socket = f"tutor-{os.getpid()}"

    def tmux(*arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", socket, *arguments],
            capture_output=True, text=True, check=True, env=environment(),
        )  # fmt: skip
        return done.stdout

    def seen() -> str:
        return tmux("capture-pane", "-p")

    command = " ".join([*TUTOR, "chat", "fractions", "--data-dir", str(tmp_path / "data")])
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", command)
    try:
        until(lambda: "Reading" in seen(), seen)
        tmux("resize-window", "-x", "20", "-y", "5")
        tmux("resize-window", "-x", "80", "-y", "24")
        until(lambda: "enter sends" in seen(), seen)
        screen = seen().splitlines()
        assert screen[0].startswith(" Fractions that make sense")
        assert "f1 Help" in screen[-1]
        tmux("send-keys", "C-q")
        until(lambda: nobody_serves(tmp_path / "data"))
    finally:
        subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False)
