"""Every key of the app in one table: the key, what it does, its words, and what must be possible.

The screens take their bindings from here, the key line and the help their words. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tutor_tui.lesson import Move

#: What a key may need besides a move of the lesson. `send` and `read_on` depend on the box and the
#: scroll position; `always` is always there.
Need = Move | Literal["cancel", "take_back", "send", "read_on", "solution", "unask", "always"]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: Textual's name for it, how it is shown, the action, its words, what it needs.

    `does` is the line in the help. A key that is not `main` is left out of a narrow key line.
    """

    key: str
    shown: str
    action: str
    words: str
    need: Need
    does: str
    main: bool = True


LESSON: Final[tuple[Key, ...]] = (
    Key("enter", "enter", "", "Send", "send", "send what stands in the box"),
    Key("enter", "enter", "", "Read on", "read_on", "show more of what is to be read"),
    Key("enter", "enter", "", "Go on", "next", "with an empty box: go on"),
    Key("escape", "esc", "cancel", "Stop checking", "cancel", "stop checking; nothing is counted"),
    Key("escape", "esc", "unask", "Back to the answer", "unask", "leave the question again"),
    Key("r", "r", "take_back", "Take it back", "take_back", "continue the lesson here again"),
    Key("f2", "f2", "hint", "Hint", "hint", "take the next hint"),
    Key("f2", "f2", "hint", "Solution", "solution", "after the last hint: see the solution"),
    Key("f3", "f3", "ask", "Ask", "ask", "ask something"),
    Key("f4", "f4", "explain", "Explain", "ask", "hear it in other words", main=False),
    Key("f5", "f5", "example", "Example", "ask", "see an example", main=False),
    Key("f6", "f6", "stuck", "Don't know", "stuck", "say that you don't know"),
    Key("f7", "f7", "skip", "Skip", "skip", "leave this question"),
    Key("f8", "f8", "record", "Record", "always", "see what you know so far", main=False),
    Key("f9", "f9", "outline", "Outline", "always", "see the topics and where you are", main=False),
    Key("ctrl+y", "^y", "copy", "Copy", "always", "copy what the tutor said last", main=False),
    Key("ctrl+l", "^l", "courses", "Courses", "always", "go to the list of courses", main=False),
)
ANYWHERE: Final[tuple[Key, ...]] = (
    Key("f1", "f1", "help", "Help", "always", "see the keys and commands"),
    Key(
        "ctrl+p",
        "^p",
        "command_palette",
        "Palette",
        "always",
        "find anything by its name",
        main=False,
    ),
    Key(
        "ctrl+t", "^t", "theme", "Light/dark", "always", "change between light and dark", main=False
    ),
    Key("ctrl+q", "^q", "quit", "Quit", "always", "leave; you can go on later"),
)
COURSES: Final[tuple[Key, ...]] = (
    Key("up,down", "↑↓", "", "Move", "always", "move in the list"),
    Key("enter", "enter", "", "Begin", "always", "begin the course, or go on in it"),
    Key("f8", "f8", "record", "Record", "always", "see what you know so far"),
)
SUMMARY: Final[tuple[Key, ...]] = (
    Key("c", "c", "courses", "Courses", "always", "go to the list of courses"),
    Key("l", "l", "look_back", "Look back", "always", "see the lesson once more"),
    Key("b", "b", "begin_again", "Begin again", "always", "begin the course anew"),
    Key("f8,r", "f8", "record", "Record", "always", "see what you know so far"),
)
READING: Final[tuple[Key, ...]] = (
    Key("escape,q", "esc", "back", "Back", "always", "back to where you were"),
    Key("up,down", "↑↓", "", "Scroll", "always", "scroll"),
)
#: Keys that the key line does not show, for the help.
UNSAID: Final[tuple[tuple[str, str], ...]] = (
    ("ctrl+j", "a new line in the box"),
    ("↑ ↓", "move among the options of a question; enter sends the one marked"),
    ("page up, page down", "scroll the lesson"),
    ("ctrl+z", "put tutor aside; fg brings it back"),
)


def allowed(keys: Iterable[Key], possible: frozenset[Need]) -> list[Key]:
    """The keys that do something now; of several on one key, the first."""
    shown: dict[str, Key] = {}
    for key in keys:
        if key.need == "always" or key.need in possible:
            shown.setdefault(key.key, key)
    return list(shown.values())


def permits(keys: Sequence[Key], action: str, possible: frozenset[Need]) -> bool:
    """Whether an action of these keys is possible now; one that has no key here always is."""
    mine = [key for key in keys if key.action == action]
    return not mine or any(key.need == "always" or key.need in possible for key in mine)
