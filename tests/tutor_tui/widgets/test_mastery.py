from __future__ import annotations

from tests.support.stage import on_stage, rows
from tutor_shared.wire.frames import SkillProgress
from tutor_tui.widgets.mastery import Mastery

KNOWN = SkillProgress("add", "Add [b]fractions", 0.43, mastered=False)
MASTERED = SkillProgress("cut", "Cut", 0.97, mastered=True)
NEW = SkillProgress("mix", "Mixed numbers", 0.5, mastered=False)


async def test_each_skill_has_a_bar_a_percentage_and_a_word() -> None:
    mastery = Mastery()
    async with on_stage(mastery, size=(40, 8)) as (pilot, _):
        mastery.skills, mastery.known = (KNOWN, MASTERED), frozenset({"add"})
        await pilot.pause()
        assert rows(pilot.app)[:5] == [
            "Add [b]fractions",
            "━━━━╌╌╌╌╌╌ 43 %",
            "",
            "Cut",
            "━━━━━━━━━╌ 97 %  ✓ mastered",
        ]


async def test_what_is_only_assumed_is_not_drawn_as_known() -> None:
    mastery, brief = Mastery(), Mastery(brief=True)
    for widget, expected in ((mastery, ["Mixed numbers", "not asked yet"]), (brief, ["", ""])):
        async with on_stage(widget, size=(40, 4)) as (pilot, _):
            widget.skills = (NEW,)
            await pilot.pause()
            assert rows(pilot.app)[:2] == expected


async def test_in_one_line_the_title_is_what_gives_way() -> None:
    mastery = Mastery(brief=True)
    async with on_stage(mastery, size=(24, 3)) as (pilot, _):
        mastery.skills, mastery.known = (KNOWN,), frozenset({"add"})
        await pilot.pause()
        assert rows(pilot.app)[0] == "━━━╌╌╌╌╌ 43 %  Add [b]f…"
