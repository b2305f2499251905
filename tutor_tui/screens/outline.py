"""The outline: the course's topics, what lies behind and where one is."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from tutor_tui.lesson import View
from tutor_tui.screens.reading import ReadingScreen
from tutor_tui.widgets.line import Line, one_line, plain

BEHIND: Final = "✓"
HERE: Final = "▸"
AHEAD: Final = "·"


class OutlineScreen(ReadingScreen):
    """The topics in order."""

    TITLE = "Outline"

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def content(self) -> ComposeResult:
        """The course, its topics, and how many are done."""
        line = Line(classes="section")
        line.say(self._view.title)
        yield line
        topics = Line()
        topics.say(topic_lines(self._view))
        yield topics
        yield Line(f"{self._view.topics_done} of {self._view.topics_total} topics done.")


def topic_lines(view: View) -> Content:
    """A line a topic, each with a glyph, and words where one is."""
    here = view.place.topic if view.place else None
    ids = [topic.id for topic in view.topics]
    at = len(ids) if view.complete else ids.index(here) if here in ids else 0
    lines = []
    for index, topic in enumerate(view.topics):
        glyph, words = (BEHIND, "") if index < at else (AHEAD, "")
        if index == at:
            glyph, words = HERE, "   you are here"
        style = "bold" if index == at else "$success" if index < at else ""
        lines.append(
            Content.assemble(
                (f"{glyph} ", style), plain(one_line(topic.title), style), (words, "$primary")
            )
        )
    return Content("\n").join(lines)
