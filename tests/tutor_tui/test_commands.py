from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.wire import frames
from tutor_shared.wire.codec import decode_client, encode
from tutor_tui.commands import COMMANDS, Mistake, Push, Quit, ShowHelp, ShowRecord, read, typed

ID = "frame-0000000001"


@pytest.mark.parametrize(
    ("line", "frame"),
    [
        ("", frames.Next(id=ID)),
        ("  ", frames.Next(id=ID)),
        ("5/6", frames.Say(id=ID, text="5/6")),
        (" 5/6 ", frames.Say(id=ID, text=" 5/6 ")),
        ("//home", frames.Say(id=ID, text="/home")),
        ("///", frames.Say(id=ID, text="//")),
        (" /hint", frames.Say(id=ID, text=" /hint")),
        ("/answer 5/6", frames.Say(id=ID, text="5/6", intent="answer")),
        ("/ask Why?", frames.Say(id=ID, text="Why?", intent="question")),
        ("/HINT", frames.Hint(id=ID)),
        ("/skip", frames.Skip(id=ID)),
        ("/next", frames.Next(id=ID)),
        ("/stuck", frames.Say(id=ID, text="", intent="stuck")),
        ("/explain", frames.Say(id=ID, text="", intent="explain")),
        ("/explain sixths", frames.Say(id=ID, text="sixths", intent="explain")),
        ("/example", frames.Say(id=ID, text="", intent="example")),
        ("\x1b[A5/6", frames.Say(id=ID, text="5/6")),
        ("\x1b[D/hint", frames.Hint(id=ID)),
    ],
)
def test_a_line_becomes_a_frame(line: str, frame: frames.LessonFrame) -> None:
    assert read(line, ID) == Push(frame)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("\x1b[A\x1b[B5/6\x1b[C\x1b[D", "5/6"),
        ("5\x1bOD\x1bOH/6\x1bOP", "5/6"),
        ("\x1b[3~\x1b[1;5D5/6\x1b[15~\x1b[[A\x1b[Z", "5/6"),
        ("\x1b[200~5/6\x1b[201~", "5/6"),
        ("\x1b\x1b[A5/6", "5/6"),
    ],
)
def test_a_7_what_keys_without_a_letter_send_is_no_part_of_the_answer(
    line: str, words: str
) -> None:
    assert typed(line) == words


@pytest.mark.parametrize("words", ["5/6", "[1, 2)", "[", "[3", "Oslo", "", "(A) x[B]"])
def test_a_7_what_is_typed_behind_the_escape_key_is_kept(words: str) -> None:
    assert typed(f"\x1b{words}") == words


def test_a_7_a_line_of_such_keys_alone_does_not_go_on() -> None:
    assert isinstance(read("\x1b[A", ID), Mistake)


def test_some_commands_stay_at_home() -> None:
    assert read("/record", ID) == ShowRecord()
    assert read("/help", ID) == ShowHelp()
    assert read("/quit", ID) == Quit()


@pytest.mark.parametrize("line", ["/answer", "/answer  ", "/ask"])
def test_a_command_without_its_words_says_how_to_write_it(line: str) -> None:
    action = read(line, ID)
    assert isinstance(action, Mistake)
    assert "like this: /a" in action.sentence


def test_an_unknown_command_brings_what_was_meant() -> None:
    action = read("/hnit", ID)
    assert isinstance(action, Mistake)
    assert "There is no /hnit; did you mean /hint?" in action.sentence


def test_an_unknown_command_like_no_other_brings_the_help() -> None:
    action = read("/" + "q" * 500, ID)
    assert isinstance(action, Mistake)
    assert "did you mean" not in action.sentence
    assert "/help" in action.sentence
    assert len(action.sentence) < 200


def test_a_line_of_control_characters_is_not_taken_for_an_empty_one() -> None:
    assert isinstance(read("\x01\x02", ID), Mistake)


@given(st.text())
def test_every_line_has_an_outcome_that_the_server_can_read(line: str) -> None:
    action = read(line, ID)
    if isinstance(action, Push) and len(line) < 4_000:
        assert decode_client(encode(action.frame)) == action.frame


def test_every_command_names_itself() -> None:
    assert all(command.usage.split()[0] == f"/{name}" for name, command in COMMANDS.items())
