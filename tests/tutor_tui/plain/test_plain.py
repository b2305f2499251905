from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterable, Sequence

import pytest

from tests.support.fake_server import (
    END,
    JOINED,
    QUESTION,
    RIGHT,
    FakeServer,
    numbered,
    state,
)
from tutor_shared.errors import UsageError
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.link.events import Connected, Incoming
from tutor_tui.link.server_link import ServerLink
from tutor_tui.plain.console import Console
from tutor_tui.plain.plain import ADVICE, QUIET_S, Plain


class Typed:
    """Lines that are there already; what was printed when each was asked for is kept."""

    def __init__(self, out: io.StringIO, lines: Iterable[bytes | str]) -> None:
        self._out = out
        self._lines = [x if isinstance(x, bytes) else x.encode() for x in lines]
        self.printed_before: list[str] = []

    async def line(self) -> bytes | None:
        self.printed_before.append(self._out.getvalue())
        return self._lines.pop(0) if self._lines else None


class Never:
    """A learner who does not type."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def line(self) -> bytes | None:
        self.asked.set()
        await asyncio.Event().wait()
        return None


def linked(server: FakeServer) -> ServerLink:
    async def locate() -> Endpoint:
        return Endpoint(server.url)

    return ServerLink(locate, client="test", random=lambda: 0.0)


async def chat(
    server: FakeServer, lines: Iterable[bytes | str], course: str | None = "fractions"
) -> tuple[str, Typed]:
    out = io.StringIO()
    typed = Typed(out, lines)
    await Plain(linked(server), Console(out), typed, course=course).run()
    return out.getvalue(), typed


async def test_a_whole_lesson_is_printed_line_by_line_until_its_summary() -> None:
    async with FakeServer([QUESTION, RIGHT, END]) as server:
        out, _ = await chat(server, ["", "5/6", "", "never read"])
    assert out.splitlines() == [
        "[initializing]",
        "[exposition]",
        "Fractions are parts.",
        "[setting_question]",
        "What is 1/2 + 1/3?",
        "[awaiting_answer]",
        "[evaluating_answer]",
        "[providing_feedback_correct]",
        "Correct. Yes. Sixths.",
        "[session_complete]",
        "All done: one of one solved.",
    ]


async def test_a_line_is_read_only_once_all_before_it_is_printed() -> None:
    async with FakeServer([QUESTION, RIGHT, END]) as server:
        _, typed = await chat(server, ["", "5/6", ""])
    ends = [printed.splitlines()[-1] for printed in typed.printed_before]
    assert ends == ["Fractions are parts.", "[awaiting_answer]", "Correct. Yes. Sixths."]


async def test_end_of_input_leaves_politely_and_the_lesson_can_be_resumed() -> None:
    async with FakeServer([QUESTION, RIGHT]) as server:
        await chat(server, [""])
        assert len(server.of(frames.Leave)) == 1
        out, _ = await chat(server, [])
    assert out.splitlines() == [
        "Resuming.",
        "[setting_question]",
        "What is 1/2 + 1/3?",
        "[awaiting_answer]",
    ]


async def test_quit_leaves_at_once() -> None:
    async with FakeServer() as server:
        _, typed = await chat(server, ["/quit", "more"])
        assert len(server.of(frames.Leave)) == 1
    assert len(typed.printed_before) == 1


async def test_without_a_course_the_first_line_chooses() -> None:
    async with FakeServer() as server:
        out, typed = await chat(server, ["7", "fractions"], course=None)
        assert server.of(frames.Join)[0].syllabus == "fractions"
    lines = out.splitlines()
    assert lines[0] == "Courses:"
    assert lines[1] == "1) Adding fractions [fractions] new"
    assert "! There is no such course. Choose a course by" in out
    assert typed.printed_before[0].endswith("its title begins.\n")


async def test_b_7_the_beginning_of_a_course_s_name_chooses_it() -> None:
    async with FakeServer() as server:
        await chat(server, ["frac"], course=None)
        assert server.of(frames.Join)[0].syllabus == "fractions"


async def on_a_terminal(server: FakeServer, *lines: str) -> str:
    """What a terminal shows of a lesson with these lines typed and then ctrl+d."""
    out = io.StringIO()
    console = Console(out, terminal=True, prompting=True)
    typed = Typed(out, lines)
    await Plain(
        linked(server), console, typed, course="fractions", options=" --server ws://h"
    ).run()
    return out.getvalue()


async def test_b_2_a_terminal_is_told_the_keys_once_at_the_first_prompt() -> None:
    async with FakeServer([QUESTION]) as server:
        out = await on_a_terminal(server, "", "/quit")
        assert out.count(ADVICE) == 1
        assert f"Fractions are parts.\n{ADVICE}\n> " in out
        piped, _ = await chat(server, ["/quit"])
    assert ADVICE not in piped


async def test_b_10_who_leaves_is_told_how_to_come_back() -> None:
    kept = "Your lesson is kept. Go on with: tutor chat fractions --server ws://h\n"
    async with FakeServer([QUESTION]) as server:
        assert (await on_a_terminal(server, "/quit")).endswith(f"> {kept}")
        assert (await on_a_terminal(server)).endswith(f"> \n{kept}"), "after ctrl+d"
        piped, _ = await chat(server, ["/quit"])
    assert "kept" not in piped


async def test_b_10_after_an_interrupt_too() -> None:
    out, typed = io.StringIO(), Never()
    console = Console(out, terminal=True, prompting=True)
    async with FakeServer() as server:
        running = asyncio.create_task(
            Plain(linked(server), console, typed, course="fractions").run()
        )
        await typed.asked.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert out.getvalue().endswith("> \nYour lesson is kept. Go on with: tutor chat fractions\n")


async def test_b_10_a_lesson_that_is_over_is_not_said_to_go_on() -> None:
    async with FakeServer([QUESTION, RIGHT, END]) as server:
        out = await on_a_terminal(server, "", "5/6", "")
        assert "kept" not in out


async def test_a_10_a_server_that_starts_anew_says_so() -> None:
    out, typed = Watched(), Queued()
    async with FakeServer([QUESTION]) as server:
        plain = Plain(linked(server), Console(out), typed, course="fractions")
        running = asyncio.create_task(plain.run())
        await out.shows("Fractions are parts.")
        await server.saw(frames.Ping)
        await server.bye("restart")
        await out.shows("! restart. Trying again …")
        typed.lines.put_nowait(b"/quit")
        await running


async def test_a_course_that_cannot_be_joined_is_told_and_another_may_be_chosen() -> None:
    async with FakeServer() as server:
        server.join_errors.append("invalid_syllabus")
        out, _ = await chat(server, ["2", "1"], course=None)
    assert "! No seat." in out
    assert "Fractions are parts." in out


async def test_input_may_end_before_a_course_is_chosen() -> None:
    async with FakeServer() as server:
        for lines in ([], ["/quit", "1"]):
            await chat(server, lines, course=None)
        assert server.of(frames.Join) == []


async def test_a_course_that_is_not_there_is_wrong_usage() -> None:
    async with FakeServer() as server:
        server.join_errors.append("unknown_syllabus")
        with pytest.raises(UsageError, match="No seat"):
            await chat(server, [], course="nothing")


async def test_a_server_without_courses_is_told() -> None:
    async with FakeServer() as server:
        server.courses = []
        with pytest.raises(UsageError, match="no course"):
            await chat(server, [], course=None)


async def test_a_refused_token_is_told_with_what_to_do() -> None:
    async with FakeServer(token="right") as server:
        with pytest.raises(UsageError, match="TUTOR_TOKEN"):
            await chat(server, [])


async def test_errors_are_lines_and_the_lesson_goes_on() -> None:
    async with FakeServer([QUESTION], faults=["not_allowed"]) as server:
        out, _ = await chat(server, ["/hint", "/hnit", b"\xff\xfe", ""])
    lines = out.splitlines()
    assert "! It is not_allowed." in lines
    assert "! There is no /hnit; did you mean /hint?" in out
    assert "! That line is not text in UTF-8; type it again." in lines
    assert lines[-1] == "[awaiting_answer]"


async def test_help_and_record_are_printed_and_change_nothing() -> None:
    async with FakeServer() as server:
        out, _ = await chat(server, ["/help", "/record"])
        assert server.of(frames.Next) == []
    assert "/quit" in out
    assert out.splitlines()[-1] == "Nothing is recorded yet."


async def test_a_lost_connection_is_told_and_the_lesson_goes_on_by_itself() -> None:
    async with FakeServer([QUESTION, RIGHT], faults=["none", "drop_stored"]) as server:
        out, _ = await chat(server, ["", "5/6"])
    lines = out.splitlines()
    assert lines.count("! Connection lost, trying again …") == 1
    assert lines.count("Correct. Yes. Sixths.") == 1
    assert server.of(frames.Say)[0] == server.of(frames.Say)[1]


async def test_a_crash_of_the_session_is_not_seen() -> None:
    async with FakeServer([QUESTION, RIGHT], faults=["none", "restarted"]) as server:
        out, _ = await chat(server, ["", "5/6"])
    assert "!" not in out
    assert out.endswith("Correct. Yes. Sixths.\n")


async def test_a_takeover_ends_the_run_while_a_line_is_awaited() -> None:
    out, typed = io.StringIO(), Never()
    async with FakeServer() as server:
        running = asyncio.create_task(
            Plain(linked(server), Console(out), typed, course="fractions").run()
        )
        await typed.asked.wait()
        await server.bye("taken_over")
        await running
    assert out.getvalue().endswith("! taken_over.\n")


async def test_a_server_that_will_have_us_no_more_ends_the_run_with_its_words() -> None:
    typed = Never()
    async with FakeServer() as server:
        running = asyncio.create_task(
            Plain(linked(server), Console(io.StringIO()), typed, course="fractions").run()
        )
        await typed.asked.wait()
        await server.bye("removed")
        with pytest.raises(UsageError, match="removed"):
            await running


async def test_an_interrupt_leaves_politely() -> None:
    typed = Never()
    async with FakeServer() as server:
        running = asyncio.create_task(
            Plain(linked(server), Console(io.StringIO()), typed, course="fractions").run()
        )
        await typed.asked.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert len(server.of(frames.Leave)) == 1


class Head(io.StringIO):
    """A reader that goes away after some writes, as `head` does."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self._left = writes

    def write(self, text: str) -> int:
        self._left -= 1
        if self._left < 0:
            raise BrokenPipeError
        return super().write(text)


@pytest.mark.parametrize("writes", [0, 1, 3, 5])
async def test_an_output_nobody_reads_ends_the_run(writes: int) -> None:
    out = Head(writes)
    async with FakeServer([QUESTION, RIGHT]) as server:
        typed = Typed(out, ["", "5/6", "/help"])
        with pytest.raises(BrokenPipeError):
            await Plain(linked(server), Console(out), typed, course="fractions").run()


async def test_a_message_over_the_limit_is_told_and_not_sent() -> None:
    async with FakeServer([QUESTION]) as server:
        out, _ = await chat(server, ["", "x" * 20_000])
        assert server.of(frames.Say) == []
    assert "! That is over 16,384 bytes; say it shorter." in out


async def test_a_complete_course_is_shown_its_end_and_how_to_begin_again() -> None:
    out = io.StringIO()
    async with FakeServer([QUESTION, RIGHT, END]) as server:
        await chat(server, ["", "5/6", ""])
        console = Console(out, terminal=True)
        await Plain(linked(server), console, Never(), course="fractions").run()
    lines = out.getvalue().splitlines()
    assert lines[0] == "Resuming."
    assert lines[-2:] == [
        "All done: one of one solved.",
        "This course is complete. To begin it again: tutor chat fractions --restart",
    ]


async def test_restart_begins_anew() -> None:
    out = io.StringIO()
    async with FakeServer([QUESTION]) as server:
        await chat(server, [""])
        typed = Typed(out, [])
        await Plain(linked(server), Console(out), typed, course="fractions", restart=True).run()
    assert out.getvalue().splitlines()[0] == "[initializing]"


class Watched(io.StringIO):
    """An output whose reader waits for words."""

    def __init__(self) -> None:
        super().__init__()
        self._written = asyncio.Event()

    def write(self, text: str) -> int:
        self._written.set()
        return super().write(text)

    async def shows(self, words: str) -> None:
        """Wait until they are printed."""
        while words not in self.getvalue():
            self._written.clear()
            await self._written.wait()


class Queued:
    """A learner who types when the test does."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[bytes] = asyncio.Queue()

    async def line(self) -> bytes | None:
        return await self.lines.get()


async def test_what_is_typed_while_offline_is_kept_and_said_to_be() -> None:
    out, typed = Watched(), Queued()
    async with FakeServer([QUESTION]) as server:
        plain = Plain(linked(server), Console(out), typed, course="fractions")
        running = asyncio.create_task(plain.run())
        await out.shows("Fractions are parts.")
        await server.saw(frames.Ping)
        server.status = 503
        server.cut()
        await out.shows("! Connection lost")
        typed.lines.put_nowait(b"")
        await out.shows("! Not sent yet")
        server.status = 0
        await out.shows("[awaiting_answer]")
        typed.lines.put_nowait(b"/quit")
        await running


class ScriptedLink:
    """A link that says its lines and then nothing; it answers every mark at once."""

    def __init__(self, script: Sequence[NumberedFrame]) -> None:
        self._events: asyncio.Queue[Incoming] = asyncio.Queue()
        for event in (Connected("ada", "fake"), JOINED, *numbered(script)):
            self._events.put_nowait(event)

    async def events(self) -> AsyncIterator[Incoming]:
        while True:
            yield await self._events.get()

    def mark(self) -> str:
        self._events.put_nowait(frames.Pong("mark"))
        return "mark"

    async def open(self) -> None: ...
    async def welcomed(self) -> None: ...
    async def join(self, syllabus: str, *, restart: bool) -> None: ...
    async def leave(self) -> None: ...
    async def close(self) -> None: ...


@pytest.mark.looptime
async def test_a_turn_whose_end_is_not_understood_lets_the_learner_in_after_a_minute() -> None:
    link = ScriptedLink([state("guiding_student", "remediating_known_error")])
    out = io.StringIO()
    typed = Typed(out, [])
    await Plain(link, Console(out), typed, course="fractions").run()  # type: ignore[arg-type]  # it offers what the run needs
    assert typed.printed_before == ["[guiding_student]\n"]
    assert asyncio.get_running_loop().time() >= QUIET_S
