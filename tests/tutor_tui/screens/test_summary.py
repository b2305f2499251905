from __future__ import annotations

import pytest
from textual.screen import Screen

from tests.support.fake_server import END, FakeServer
from tests.support.pupil import Pupil, pupil_at
from tutor_shared.wire import frames
from tutor_tui.screens.courses import CoursesScreen
from tutor_tui.screens.lesson import LessonScreen
from tutor_tui.screens.record import RecordScreen
from tutor_tui.screens.summary import SummaryScreen


async def to_the_end(pupil: Pupil) -> None:
    await pupil.press("enter")
    await pupil.on(SummaryScreen)


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("c", CoursesScreen),
        ("l", LessonScreen),
        ("escape", LessonScreen),
        ("b", LessonScreen),
        ("r", RecordScreen),
        ("f8", RecordScreen),
    ],
)
async def test_from_the_end_every_key_leads_somewhere(key: str, screen: type[Screen[None]]) -> None:
    async with FakeServer([END]) as server, pupil_at(server) as pupil:
        await to_the_end(pupil)
        await pupil.press(key)
        await pupil.on(screen)


async def test_the_end_shows_the_summary_and_the_skills() -> None:
    known = frames.SkillProgress("add", "Add fractions", 0.97, mastered=True)
    progress = frames.Progress(seq=0, skills=[known], topics_done=1, topics_total=1)
    async with FakeServer([[END[0], progress, END[2]]]) as server, pupil_at(server) as pupil:
        await to_the_end(pupil)
        await pupil.says("All done: one of one solved.")
        await pupil.says("Add fractions")
        assert pupil.standing == "Finished"
