"""The answer box: Enter sends, ctrl+j begins a new line, and nothing can be typed while it waits."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea

from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import MAX_TEXT_BYTES


class AnswerBox(TextArea):
    """Text of the learner's. It keeps the focus, also while it is not to be typed in."""

    DEFAULT_CSS = """
    AnswerBox {
        height: auto;
        min-height: 3;
        max-height: 8;
        margin: 0 1;
        padding: 0 1;
        border: round $primary;
        background: $surface;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
        &:focus { border: round $primary; }
        &.-waiting { border: round $panel-lighten-2; border-title-color: $warning; color: $text-muted; }
        &.-asking { border: round $secondary; border-title-color: $secondary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "new_line", "New line", show=False)]

    class Submitted(Message):
        """Enter was pressed; `text` may be empty."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Stepped(Message):
        """An arrow was pressed in an empty box."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class TooLong(Message):
        """More was pasted than can be sent."""

        def __init__(self, size: int) -> None:
            super().__init__()
            self.size = size

    title: reactive[str] = reactive("")
    """What is to be typed, or why nothing is."""
    waiting: reactive[bool] = reactive(False)
    """Whether it is not the learner's move."""
    asking: reactive[bool] = reactive(False)
    """Whether a question is being typed, not an answer."""

    ENTER: Final = "enter sends · ctrl+j new line"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, highlight_cursor_line=False, max_checkpoints=20)
        self.border_subtitle = Content(self.ENTER)

    def watch_title(self, title: str) -> None:
        """Show the title."""
        self.border_title = Content(title)

    def watch_waiting(self, waiting: bool) -> None:
        """Take no text while waiting, and look like it."""
        self.read_only = waiting
        self.set_class(waiting, "-waiting")
        self.border_subtitle = Content("" if waiting else self.ENTER)

    def watch_asking(self, asking: bool) -> None:
        """Look like a question."""
        self.set_class(asking, "-asking")

    def take(self) -> str:
        """The text, which is gone from the box then."""
        text, self.text = self.text, ""
        return text

    def action_new_line(self) -> None:
        """Begin a new line."""
        if not self.read_only:
            self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        """Enter and, in an empty box, the arrows are not for the text."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self.text))
        elif event.key in ("up", "down") and not self.text:
            event.stop()
            event.prevent_default()
            self.post_message(self.Stepped(1 if event.key == "down" else -1))
        else:
            await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        """What cannot be sent is not taken; what could steer a terminal is taken out."""
        event.stop()
        event.prevent_default()
        text = clean(event.text)
        if len(text.encode(errors="replace")) > MAX_TEXT_BYTES:
            self.post_message(self.TooLong(len(text)))
        elif not self.read_only:
            self.insert(text)
