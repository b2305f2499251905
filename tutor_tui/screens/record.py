"""The record: what is known of the learner, course by course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from tutor_shared.wire.frames import CourseRecord, SkillRecord
from tutor_tui.screens.reading import ReadingScreen
from tutor_tui.widgets.bar import MASTERED, bar, percent
from tutor_tui.widgets.line import Line, one_line, plain

NOTHING: Final = "Nothing is recorded yet. It fills as you answer questions."
NOT_ASKED: Final = "not asked yet"
STATUS: Final = {"new": "not begun", "active": "begun", "complete": f"{MASTERED} complete"}


class RecordScreen(ReadingScreen):
    """Skills with mastery and evidence, and the misconceptions met."""

    TITLE = "Your record"

    def __init__(self, courses: Sequence[CourseRecord]) -> None:
        super().__init__()
        self._courses = courses

    def content(self) -> ComposeResult:
        """A paragraph a course that was begun."""
        begun = [course for course in self._courses if course.status != "new"]
        if not begun:
            yield Line(NOTHING)
        for course in begun:
            line = Line()
            line.say(course_lines(course))
            yield line


def course_lines(course: CourseRecord) -> Content:
    """One course of the record."""
    done = counted(course.questions_done, "question")
    head = Content.assemble(
        plain(one_line(course.title), "bold $primary"),
        f"   {STATUS[course.status]} · {done} done · {counted(course.hints_used, 'hint')} taken",
    )
    width = max((len(one_line(skill.title)) for skill in course.skills), default=0)
    lines = [head, *(skill_line(skill, min(width, 36)) for skill in course.skills)]
    if course.misconceptions:
        lines.append(Content("Slips met"))
    lines.extend(
        Content.assemble(
            "  ", (f"{counted(slip.count, 'time')}", "$warning"), "  ", plain(one_line(slip.title))
        )
        for slip in course.misconceptions
    )
    return Content("\n").join(lines)


def skill_line(skill: SkillRecord, width: int) -> Content:
    """A skill: its title, a bar, and how many first tries were right."""
    title = one_line(skill.title)
    title = title if len(title) <= width else f"{title[: width - 1]}…"
    tick = MASTERED if skill.mastered else " "
    named = Content.assemble(f"  {tick} ", plain(f"{title:<{width}}  "))
    if not skill.first_attempts:
        return Content.assemble(named, (NOT_ASKED, "$text-muted"))
    style = "$success" if skill.mastered else "$primary"
    tries = f" {percent(skill.mastery):>5}   {skill.right} of {skill.first_attempts} right"
    return Content.assemble(named, (bar(skill.mastery, 10), style), tries)


def counted(count: int, thing: str) -> str:
    """`1 hint`, `2 hints`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
