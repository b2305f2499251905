"""One sentence that is to be read: the connection, a refusal, a mistake. Hidden while there is none."""

from __future__ import annotations

from textual.reactive import reactive

from tutor_tui.widgets.line import Line


class StatusLine(Line):
    """A paragraph with a mark before it."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        max-height: 3;
        padding: 0 2;
        color: $warning;
        &.-nothing { display: none; }
    }
    """

    sentence: reactive[str] = reactive("")
    """What is to be read, or the empty string."""

    def watch_sentence(self, sentence: str) -> None:
        """Show it, or make room."""
        self.set_class(not sentence, "-nothing")
        self.say(f"! {sentence}")
