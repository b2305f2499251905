from __future__ import annotations

import asyncio
import io

import pytest

from tutor_tui.plain.console import PATIENCE_S, Console


class Gone(io.StringIO):
    """A pipe whose reader went away."""

    def flush(self) -> None:
        raise BrokenPipeError


def test_lines_are_written_whole() -> None:
    out = io.StringIO()
    console = Console(out)
    console.show(["a", "b"])
    console.show([])
    console.error("No.\nReally.")
    assert out.getvalue() == "a\nb\n! No. Really.\n"


def test_a_pipe_gets_no_prompt_and_no_notes() -> None:
    out = io.StringIO()
    console = Console(out, terminal=False, prompting=True)
    with console.asking():
        console.note("Only for people.")
    assert out.getvalue() == ""


def test_a_terminal_shows_whose_turn_it_is() -> None:
    out = io.StringIO()
    console = Console(out, terminal=True, prompting=True)
    with console.asking():
        console.error("Lost.")
    console.typed()
    console.note("Back.")
    assert out.getvalue() == "> \n! Lost.\n> Back.\n"


def test_what_follows_a_prompt_nobody_typed_at_starts_on_a_line_of_its_own() -> None:
    out = io.StringIO()
    console = Console(out, terminal=True, prompting=True)
    with console.asking():
        pass
    console.leave("Good bye.")
    assert out.getvalue() == "> \nGood bye.\n"


def test_the_last_line_is_ended_also_without_a_last_word() -> None:
    out = io.StringIO()
    console = Console(out, terminal=True, prompting=True)
    with console.asking():
        pass
    console.leave()
    console.leave()
    assert out.getvalue() == "> \n"


def test_advice_and_last_words_are_for_people() -> None:
    typing, reading, pipe = io.StringIO(), io.StringIO(), io.StringIO()
    for console in (
        Console(typing, terminal=True, prompting=True),
        Console(reading, terminal=True),
        Console(pipe, prompting=True),
    ):
        console.advise("Type.")
        console.leave("Bye.")
    assert typing.getvalue() == "Type.\nBye.\n"
    assert reading.getvalue() == "Bye.\n"
    assert pipe.getvalue() == ""


@pytest.mark.looptime
async def test_a_long_wait_is_said_once_on_a_terminal() -> None:
    out = io.StringIO()
    console = Console(out, terminal=True)
    with console.patience():
        await asyncio.sleep(PATIENCE_S - 0.01)
        assert out.getvalue() == ""
        await asyncio.sleep(10)
    await asyncio.sleep(10)
    assert out.getvalue() == "…\n"


@pytest.mark.looptime
async def test_a_short_wait_and_a_pipe_say_nothing() -> None:
    out = io.StringIO()
    with Console(out, terminal=True).patience():
        pass
    with Console(out).patience():
        await asyncio.sleep(10)
    assert out.getvalue() == ""


@pytest.mark.looptime
async def test_an_output_that_is_gone_is_one_kind_of_error() -> None:
    with pytest.raises(BrokenPipeError):
        Console(Gone()).show(["a"])
    closed = io.StringIO()
    closed.close()
    with pytest.raises(BrokenPipeError):
        Console(closed).show(["a"])
    with Console(Gone(), terminal=True).patience():
        await asyncio.sleep(10)
