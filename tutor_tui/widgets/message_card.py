"""One message: the tutor's on the left as prose, the learner's set apart, a verdict in word and glyph."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from tutor_shared.wire.frames import Kind, Message, VerdictName
from tutor_tui.widgets.line import Line, one_line
from tutor_tui.widgets.prose import Prose

VERDICTS: Final[dict[VerdictName, str]] = {
    "correct": "✓ Correct",
    "partial": "◐ Partly",
    "incorrect": "✗ Not yet",
    "ungraded": "◌ Not graded",
}
HEADINGS: Final[dict[Kind, str]] = {
    "question": "Question",
    "clarification": "Reply",
    "guidance": "Step by step",
    "solution": "Solution",
    "summary": "Summary",
    "notice": "Note",
}
OWN: Final[dict[Kind, str]] = {"clarifying_question": "You asked"}


class MessageCard(Vertical):
    """A heading, the text, the verdicts of parts, and the options that were to choose from."""

    DEFAULT_CSS = """
    MessageCard {
        height: auto;
        margin: 0 1 1 1;
        .heading { color: $text-muted; text-style: bold; }
        .options { padding-left: 2; }
        &.-correct .heading { color: $success; }
        &.-incorrect .heading { color: $error; }
        &.-partial .heading, &.-ungraded .heading { color: $warning; }
        &.-question .heading { color: $primary; }
        &.-learner { margin: 0 1 1 8; padding-left: 1; border-left: outer $secondary; }
        &.-learner .heading { color: $secondary; }
        &.-choosing .options { display: none; }
    }
    """

    choosing: reactive[bool] = reactive(False)
    """Whether the options are being chosen from elsewhere on the screen."""

    def __init__(self, message: Message) -> None:
        super().__init__(classes=f"-{message.author} -{message.verdict or message.kind}")
        self.message = message

    def compose(self) -> ComposeResult:
        """The parts that this message has."""
        if words := heading(self.message):
            yield Line(words, classes="heading")
        if self.message.author == "learner":
            yield Line(self.message.text.strip("\n"))
        elif self.message.text.strip():
            yield Prose(self.message.text)
        for part in self.message.parts or ():
            yield Line(f"{one_line(part.key)}) {VERDICTS[part.verdict]}")
        if self.message.options:
            said = (f"{one_line(o.key)})  {one_line(o.text)}" for o in self.message.options)
            yield Line("\n".join(said), classes="options")

    def watch_choosing(self, choosing: bool) -> None:
        """Hide the options here, or show them again."""
        self.set_class(choosing, "-choosing")


def heading(message: Message) -> str:
    """The word or two above a message; an exposition needs none."""
    if message.author == "learner":
        return OWN.get(message.kind, "You")
    if message.verdict is not None:
        return VERDICTS[message.verdict]
    return HEADINGS.get(message.kind, "")
