"""Markdown from the tutor: read, but never obeyed.

Links and pictures are shown as they are written, so nothing in the text can be followed, and HTML is
only text. What comes in has been cleaned, its mathematics set in Unicode, and is cut at a size that
no honest text reaches.
"""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from textual.reactive import reactive
from textual.widgets import Markdown

from tutor_shared.wire.clean import clean
from tutor_tui.mathematics import to_unicode

#: More is no text for one screen; the server's own limit for what a learner says is half of it.
LONGEST: Final = 32_768
CUT: Final = "\n\n… (the rest is too long to be shown)"


class Prose(Markdown):
    """A text of the tutor's that may still grow."""

    DEFAULT_CSS = """
    Prose {
        height: auto;
        padding: 0;
        margin: 0;
        background: transparent;
        MarkdownBlock:last-child { margin-bottom: 0; }
        MarkdownParagraph { margin: 0 0 1 0; }
        MarkdownHeader, MarkdownH1, MarkdownH2, MarkdownH3 {
            margin: 0 0 1 0; padding: 0; border: none;
            content-align: left middle; text-style: bold; color: $primary; background: transparent;
        }
        MarkdownFence { margin: 0 0 1 0; padding: 0; & > Label { padding: 0 1; } }
        MarkdownBulletList, MarkdownOrderedList { margin: 0 0 1 0; padding: 0; }
        MarkdownBlockQuote { margin: 0 0 1 0; padding: 0 1; }
    }
    """

    text: reactive[str] = reactive("")
    """The Markdown as the tutor wrote it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(shown(text), parser_factory=parser, open_links=False)
        self.set_reactive(Prose.text, text)

    def watch_text(self, before: str, text: str) -> None:
        """Add what is new; where that would read otherwise, all again."""
        had, now = shown(before), shown(text)
        if now.startswith(had):
            self.append(now[len(had) :])
        else:
            self.update(now)


def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, without all that leads elsewhere."""
    return (
        MarkdownIt("commonmark", {"html": False, "maxNesting": 12})
        .enable(["table", "strikethrough"])
        .disable(["link", "image", "autolink", "reference", "html_block", "html_inline"])
    )


def shown(text: str) -> str:
    """The text as it is handed to the parser."""
    if len(text) > LONGEST:
        text = text[:LONGEST] + CUT
    return to_unicode(clean(text))
