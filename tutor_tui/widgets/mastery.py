"""The skills in play: a bar, a percentage, and a tick on what is mastered.

A skill of which nothing is known yet has a title only: a bar would show what is merely assumed.
"""

from __future__ import annotations

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor_shared.wire.frames import SkillProgress
from tutor_tui.widgets.bar import MASTERED, bar, percent
from tutor_tui.widgets.line import one_line, plain

TO_COME: Final = "not asked yet"


class Mastery(Widget):
    """A title and a bar for each skill, as many as `limit`; the first in one line when `brief`."""

    DEFAULT_CSS = """
    Mastery { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    skills: reactive[tuple[SkillProgress, ...]] = reactive((), layout=True)
    """The skills, the most telling first."""
    known: reactive[frozenset[str]] = reactive(frozenset(), layout=True)
    """The ids of the skills about which there is evidence."""

    def __init__(self, *, limit: int = 4, brief: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._limit = limit
        self._brief = brief

    def render(self) -> RenderResult:
        """The skills, or nothing while none is known."""
        shown = self.skills[: 1 if self._brief else self._limit]
        if self._brief:
            return Content("").join(brief_line(skill) for skill in shown if self._is_known(skill))
        lines = [skill_lines(skill, known=self._is_known(skill)) for skill in shown]
        return Content("\n\n").join(lines)

    def _is_known(self, skill: SkillProgress) -> bool:
        return skill.mastered or skill.skill in self.known


def skill_lines(skill: SkillProgress, *, known: bool) -> Content:
    """A skill in two lines: its title, and how well it is known."""
    title = plain(one_line(skill.title))
    if not known:
        return Content.assemble(title, "\n", (TO_COME, "$text-muted"))
    done = f"  {MASTERED} mastered" if skill.mastered else ""
    style = "$success" if skill.mastered else "$primary"
    return Content.assemble(
        title, "\n", (bar(skill.mastery, 10), style), f" {percent(skill.mastery)}{done}"
    )


def brief_line(skill: SkillProgress) -> Content:
    """A skill in one line, what can be cut off last."""
    tick = f" {MASTERED}" if skill.mastered else ""
    style = "$success" if skill.mastered else "$primary"
    share = f" {percent(skill.mastery)}{tick}  "
    return Content.assemble((bar(skill.mastery, 8), style), share, plain(one_line(skill.title)))
