"""A stage for one widget: an app that holds nothing else, and keeps what the widget posts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from tutor_tui import theme


class Stage(App[None]):
    """One widget in the app's colours."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        yield self._widget

    def on_mount(self) -> None:
        for each in theme.themes():
            self.register_theme(each)
        self.theme = theme.DARK


@asynccontextmanager
async def on_stage(
    widget: Widget, *kinds: type[Message], size: tuple[int, int] = (60, 12)
) -> AsyncIterator[tuple[Pilot[None], list[Any]]]:
    """The widget on a stage; what it posts of these kinds is kept in order."""
    posted: list[Any] = []

    def keep(message: Message) -> None:
        if isinstance(message, kinds) and not any(message is known for known in posted):
            posted.append(message)

    async with Stage(widget).run_test(size=size, message_hook=keep) as pilot:
        await pilot.pause()
        yield pilot, posted


def drawn(content: object) -> str:
    """The text of what a widget renders."""
    assert isinstance(content, Content), type(content)
    return content.plain


def rows(app: App[Any]) -> list[str]:
    """The screen as lines of text, as a terminal would show it."""
    strips = app.screen._compositor.render_strips()  # the one place that knows every cell
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]
