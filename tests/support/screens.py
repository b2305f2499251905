"""Each screen as values, for its pictures: a fake lesson that looks like a real one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from msgspec.structs import replace

from tests.support.fake_server import JOINED, FakeServer, said, state
from tests.support.pupil import Pupil, pupil_at
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame, State
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.help import HelpScreen
from tutor_tui.screens.outline import OutlineScreen
from tutor_tui.screens.record import RecordScreen
from tutor_tui.screens.summary import SummaryScreen

_TITLES: Final = (
    ("say", "Say what a fraction means"),
    ("equal", "Tell when two are equal"),
    ("common", "Find a common denominator"),
    ("add", "Add unlike fractions"),
)


def _progress(*mastery: float) -> frames.Progress:
    skills = [
        frames.SkillProgress(id, title, share, mastered=share >= 0.95)
        for (id, title), share in zip(_TITLES, mastery, strict=True)
    ]
    return frames.Progress(seq=0, skills=skills, topics_done=2, topics_total=4)


def _at(name: frames.StateName, previous: frames.StateName, **changes: int) -> State:
    place = state(name, previous, question="half-plus-third")
    return replace(place, number=3, of=6, **changes)


OPENING: Final[list[NumberedFrame]] = [
    state("initializing"),
    state("exposition", "initializing"),
    _progress(0.5, 0.5, 0.5, 0.5),
    _progress(0.97, 0.72, 0.43, 0.5),
    said(
        "exposition",
        "Only pieces of **one size** can be counted together. To add $\\frac{1}{2}$ and "
        "$\\frac{1}{4}$, cut the half into two quarters first:\n\n"
        "$\\frac{1}{2} + \\frac{1}{4} = \\frac{2}{4} + \\frac{1}{4} = \\frac{3}{4}$",
    ),
]
ASKED: Final[list[NumberedFrame]] = [
    state("setting_question", "exposition", question="half-plus-third"),
    said("question", "What is $\\frac{1}{2} + \\frac{1}{3}$?"),
    _at("awaiting_answer", "setting_question"),
]
WRONG: Final[list[NumberedFrame]] = [
    _at("evaluating_answer", "awaiting_answer"),
    _at("remediating_known_error", "evaluating_answer"),
    said(
        "remediation",
        "You added the tops and the bottoms. Is $\\frac{2}{5}$ more or less than a half?",
        verdict="incorrect",
    ),
    _progress(0.97, 0.72, 0.31, 0.5),
    _at("awaiting_answer", "remediating_known_error", attempt=1),
]
HINT: Final[list[NumberedFrame]] = [
    said("hint", "Which pieces could both be cut into?"),
    _at("awaiting_answer", "remediating_known_error", attempt=1, hints_used=1, hints_left=2),
]
CHOICE: Final[list[NumberedFrame]] = [
    state("setting_question", "exposition", question="bigger"),
    said(
        "question",
        "Which of these is the biggest?",
        options=[("a", "one half"), ("b", "two thirds"), ("c", "three fifths")],
    ),
    _at("awaiting_answer", "setting_question"),
]
END: Final[list[NumberedFrame]] = [
    state("session_complete", "providing_feedback_correct"),
    _progress(0.97, 0.96, 0.81, 0.64),
    said(
        "summary",
        "**Adding fractions: done.** You solved 11 of 12 questions.\n\n"
        "You have mastered: Say what a fraction means, Tell when two are equal.",
    ),
]
COURSES: Final = [
    frames.SyllabusItem(
        "fractions",
        "Fractions that make sense",
        "What fractions mean, when two of them are equal, and how to add, subtract, multiply "
        "and divide them, with a reason for every rule.",
        "en", 5, 9, 3, "active",
    ),
    frames.SyllabusItem(
        "python-basics",
        "First steps in Python",
        "Read small Python programs and say what they print, for people who have never "
        "programmed before.",
        "en", 5, 10, 0, "new",
    ),
]  # fmt: skip
RECORD: Final = frames.CourseRecord(
    "fractions",
    "Fractions that make sense",
    "active",
    [
        frames.SkillRecord("say", _TITLES[0][1], 0.97, mastered=True, right=5, first_attempts=5),
        frames.SkillRecord("equal", _TITLES[1][1], 0.72, mastered=False, right=3, first_attempts=4),
        frames.SkillRecord(
            "common", _TITLES[2][1], 0.31, mastered=False, right=1, first_attempts=3
        ),
        frames.SkillRecord("add", _TITLES[3][1], 0.5, mastered=False, right=0, first_attempts=0),
    ],
    [
        frames.MisconceptionRecord("across", "Adds tops and bottoms", 2),
        frames.MisconceptionRecord("bigger", "A bigger denominator makes a bigger fraction", 1),
    ],
    questions_done=12,
    hints_used=3,
)


def server() -> FakeServer:
    """A server with that lesson."""
    served = FakeServer(opening=OPENING)
    topics = ["What a fraction says", "Equal fractions", "Adding", "Multiplying and dividing"]
    items = [frames.TopicItem(f"topic-{n}", title) for n, title in enumerate(topics)]
    items[2] = frames.TopicItem("adding", topics[2])
    served.joined = replace(JOINED, title="Fractions that make sense", topics=items)
    served.courses = list(COURSES)
    served.records = [RECORD]
    return served


async def _list(pupil: Pupil) -> None:
    await pupil.press("ctrl+l")
    await pupil.on(CoursesScreen)
    await pupil.stands("Choose a course")


async def _lesson(pupil: Pupil) -> None:
    await pupil.press("enter")
    await pupil.stands("Your turn")
    await pupil.write("2/5")
    await pupil.says("✗ Not yet")
    await pupil.stands("Your turn")
    await pupil.press("f2")
    await pupil.says("Which pieces")
    await pupil.stands("Your turn")


async def _checking(pupil: Pupil) -> None:
    await pupil.press("enter")
    await pupil.stands("Your turn")
    await pupil.write("2/5")
    await pupil.stands("Checking…")


async def _choice(pupil: Pupil) -> None:
    await pupil.press("enter")
    await pupil.stands("Your turn")
    await pupil.press("down", "down")


async def _summary(pupil: Pupil) -> None:
    await pupil.press("enter")
    await pupil.on(SummaryScreen)
    await pupil.says("You solved 11 of 12")


async def _record(pupil: Pupil) -> None:
    await pupil.press("f8")
    await pupil.on(RecordScreen)


async def _outline(pupil: Pupil) -> None:
    await pupil.press("f9")
    await pupil.on(OutlineScreen)


async def _help(pupil: Pupil) -> None:
    await pupil.press("f1")
    await pupil.on(HelpScreen)


#: Each screen: what the server plays, and the way there.
SCREENS: Final[dict[str, tuple[list[list[NumberedFrame]], Callable[[Pupil], Awaitable[None]]]]] = {
    "courses": ([], _list),
    "lesson": ([ASKED, WRONG, HINT], _lesson),
    "checking": ([ASKED, [_at("evaluating_answer", "awaiting_answer")]], _checking),
    "choice": ([CHOICE], _choice),
    "summary": ([END], _summary),
    "record": ([], _record),
    "outline": ([], _outline),
    "help": ([], _help),
}


@asynccontextmanager
async def at_screen(name: str, size: tuple[int, int], theme: str = "") -> AsyncIterator[Pupil]:
    """A pupil at one of the screens, in a theme."""
    turns, way = SCREENS[name]
    served = server()
    served.play(turns)
    async with served, pupil_at(served, size=size) as pupil:
        pupil.app.theme = theme or pupil.app.theme
        await way(pupil)
        for _ in range(5):
            await pupil.pilot.pause()
        yield pupil
