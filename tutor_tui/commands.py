"""A typed line, and what it asks for.

Text goes to the lesson as it is; an empty line is `next`; a line that begins with a slash is a
command, and `//x` says `/x`. Pure: the id of a frame is handed in.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tutor_shared.wire import frames
from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import Intent, LessonFrame


@dataclass(frozen=True, slots=True)
class Push:
    """Send this to the lesson."""

    frame: LessonFrame


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """Show what is known of the learner."""


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Show the commands."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave; the lesson can be resumed."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Not to be sent; the sentence says what to type instead."""

    sentence: str


Action = Push | ShowRecord | ShowHelp | Quit | Mistake


def _say(intent: Intent) -> Callable[[str, str], Action]:
    return lambda text, frame_id: Push(frames.Say(id=frame_id, text=text, intent=intent))


def _say_words(intent: Intent, missing: str) -> Callable[[str, str], Action]:
    say = _say(intent)
    return lambda text, frame_id: say(text, frame_id) if text.strip() else Mistake(missing)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is typed, what it does in a few words, and what it asks for.

    `act` takes the words behind the name, and the id for a frame.
    """

    usage: str
    does: str
    act: Callable[[str, str], Action]


COMMANDS: Final[dict[str, Command]] = {
    "next": Command(
        "/next",
        "go on (or press Enter on an empty line)",
        lambda _, frame_id: Push(frames.Next(id=frame_id)),
    ),
    "answer": Command(
        "/answer TEXT",
        "answer the question",
        _say_words("answer", "Write the answer behind it, like this: /answer 5/6"),
    ),
    "ask": Command(
        "/ask TEXT",
        "ask something",
        _say_words("question", "Write the question behind it, like this: /ask What is a unit?"),
    ),
    "hint": Command("/hint", "get a hint", lambda _, frame_id: Push(frames.Hint(id=frame_id))),
    "skip": Command(
        "/skip", "leave this question", lambda _, frame_id: Push(frames.Skip(id=frame_id))
    ),
    "stuck": Command("/stuck", "say that you don't know", _say("stuck")),
    "explain": Command("/explain", "hear it in other words", _say("explain")),
    "example": Command("/example", "see an example", _say("example")),
    "record": Command("/record", "see what you know so far", lambda *_: ShowRecord()),
    "help": Command("/help", "see these commands", lambda *_: ShowHelp()),
    "quit": Command("/quit", "leave; you can go on later", lambda *_: Quit()),
}


#: What keys without a letter send: arrows, Home, F1, a paste's brackets. An escape before anything
#: else was typed by itself, and what follows it is the learner's.
_KEY: Final = re.compile(r"\x1b(?:\[\[?[0-9;:<?]*[A-Za-z~^$@]|O[A-DFHMP-S])")


def typed(line: str) -> str:
    """The words of a typed line: without what keys like the arrows send, and cleaned."""
    return clean(_KEY.sub("", line)).removesuffix("\n")


def read(line: str, frame_id: str) -> Action:
    """What a line asks for; `frame_id` is a fresh id for the frame it may become."""
    text = typed(line)
    if not text.strip():
        return _empty(line, frame_id)
    if text.startswith("//"):
        return Push(frames.Say(id=frame_id, text=text[1:]))
    if not text.startswith("/"):
        return Push(frames.Say(id=frame_id, text=text))
    name, _, words = text[1:].partition(" ")
    command = COMMANDS.get(name.strip().casefold())
    return command.act(words, frame_id) if command else Mistake(_unknown(name.strip()))


def _empty(line: str, frame_id: str) -> Action:
    if line.strip():
        return Mistake("There was nothing readable in that line; type it again.")
    return Push(frames.Next(id=frame_id))


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name.casefold()[:32], COMMANDS, n=1)
    meant = f"did you mean /{near[0]}? " if near else ""
    shown = name if len(name) <= 32 else f"{name[:31]}…"
    return (
        f"There is no /{shown}; {meant}/help lists the commands, "
        "and //… says something that begins with a slash."
    )
