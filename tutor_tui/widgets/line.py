"""A line of text that is only text: cleaned, and never read as markup."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tutor_shared.wire.clean import clean


class Line(Static):
    """One line or paragraph from anyone."""

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(plain(text), markup=False, id=id, classes=classes)

    def say(self, text: str | Content) -> None:
        """Show another text; a `Content` must be made of `plain` parts."""
        self.update(text if isinstance(text, Content) else plain(text))


def plain(text: str, style: str = "") -> Content:
    """Foreign text as content: what it holds is shown, whatever it looks like."""
    content = Content(clean(text))
    return content.stylize(style) if style else content


def one_line(text: str) -> str:
    """Foreign text for a place that has one line."""
    return " ".join(clean(text).split())
