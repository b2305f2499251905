"""The skills in play: a bar, a percentage, and a tick on what is mastered."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor_shared.wire.frames import SkillProgress
from tutor_tui.widgets.bar import MASTERED, bar, percent
from tutor_tui.widgets.line import one_line, plain


class Mastery(Widget):
    """A title and a bar for each skill, as many as `limit`; in one line when `brief`."""

    DEFAULT_CSS = """
    Mastery { height: auto; width: 1fr; }
    """

    skills: reactive[tuple[SkillProgress, ...]] = reactive((), layout=True)
    """The skills, the most telling first."""

    def __init__(self, *, limit: int = 4, brief: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._limit = limit
        self._brief = brief

    def render(self) -> RenderResult:
        """The skills, or nothing while none is known."""
        shown = self.skills[: self._limit]
        if self._brief:
            return brief_line(shown)
        return Content("\n").join(skill_lines(known, known.mastery) for known in shown)


def skill_lines(known: SkillProgress, share: float) -> Content:
    """A skill in two lines: its title, and how well it is known."""
    done = f"  {MASTERED} mastered" if known.mastered else ""
    style = "$success" if known.mastered else "$primary"
    return Content.assemble(
        plain(one_line(known.title)),
        "\n",
        (bar(share, 12), style),
        f" {percent(share)}{done}",
    )


def brief_line(skills: Sequence[SkillProgress]) -> Content:
    """One skill in one line."""
    if not skills:
        return Content("")
    known = skills[0]
    tick = f" {MASTERED}" if known.mastered else ""
    return Content.assemble(
        plain(one_line(known.title)),
        " ",
        (bar(known.mastery, 8), "$primary"),
        f" {percent(known.mastery)}{tick}",
    )
