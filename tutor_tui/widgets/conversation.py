"""The conversation: what was said, what is being written, and what is not sent yet.

Follows the tail unless it was scrolled away from. What the tutor says at once may be longer than the
screen; then it stops where that begins, so that nothing scrolls past unread, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message as Event
from textual.reactive import reactive

from tutor_shared.wire.frames import Message
from tutor_tui.widgets.line import Line
from tutor_tui.widgets.message_card import MessageCard
from tutor_tui.widgets.prose import Prose

#: So many messages are kept on the screen; each is several widgets.
MOST: Final = 80
EARLIER: Final = "… {count} earlier messages are not shown."


class Unsent(msgspec.Struct, frozen=True):
    """Something of the learner's that is on its way, and how far it came."""

    text: str
    mark: str


class Talk(msgspec.Struct, frozen=True):
    """All that is shown. `choosing` is the number of the message whose options are open."""

    messages: tuple[Message, ...] = ()
    streaming: tuple[tuple[str, str], ...] = ()
    unsent: tuple[Unsent, ...] = ()
    choosing: int = 0


class Conversation(VerticalScroll):
    """The messages, oldest first."""

    DEFAULT_CSS = """
    Conversation {
        height: 1fr;
        padding: 1 1 0 1;
        scrollbar-size-vertical: 1;
        #said, #coming { height: auto; }
        .earlier { color: $text-muted; margin: 0 1 1 1; }
        .unsent { margin: 0 1 1 8; padding-left: 1; border-left: outer $secondary; height: auto; }
        .unsent .mark { color: $warning; text-style: bold; }
        #coming Prose { margin: 0 1 1 1; }
    }
    """

    class Read(Event):
        """How much is left below has changed."""

    talk: reactive[Talk] = reactive(Talk())
    """What is shown."""
    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, can_focus=False)
        self._shown: tuple[Message, ...] = ()
        self._cards: list[MessageCard] = []
        self._growing: dict[str, Prose] = {}
        self._unsent: tuple[Unsent, ...] = ()
        self._turn: MessageCard | None = None
        """The first message of what the tutor said last, until it was read to the end."""
        self._following = True
        self._settling = False

    def compose(self) -> ComposeResult:
        """What stands, and below it what is coming."""
        yield Line(classes="earlier")
        yield Vertical(id="said")
        yield Vertical(id="coming")

    def on_mount(self) -> None:
        """Nothing is left out yet."""
        self.query_one(".earlier").display = False

    def on_resize(self) -> None:
        """Keep the place."""
        self.call_after_refresh(self._settle)

    @property
    def unread(self) -> bool:
        """Whether something stands below what is seen."""
        return self.scroll_offset.y < self.max_scroll_y

    def read_on(self, screenfuls: int = 1) -> None:
        """Show the next screenful, or with -1 the one before."""
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_to(y=self.scroll_y + screenfuls * height, animate=False, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Who scrolls away is not pulled back; who comes to the end is taken along again."""
        super().watch_scroll_y(old_value, new_value)
        if not self._settling:
            self._following = new_value >= self.max_scroll_y
            self._turn = None if self._following else self._turn
        self.post_message(self.Read())

    async def watch_talk(self, before: Talk, talk: Talk) -> None:
        """Show what is new; begin anew where the talk is another one."""
        if talk.messages[: len(self._shown)] != self._shown:
            await self._clear()
        if talk.messages != self._shown:
            await self._append(talk.messages[len(self._shown) :], len(talk.messages))
            self._shown = talk.messages
        for card in self._cards[-4:]:
            card.choosing = card.message.seq == talk.choosing
        if before.unsent != talk.unsent or before.streaming != talk.streaming:
            await self._show_coming(talk)
        self.call_after_refresh(self._settle)

    async def _clear(self) -> None:
        self._shown, self._cards, self._turn = (), [], None
        self._following = True
        await self.query_one("#said").remove_children()

    async def _append(self, messages: Sequence[Message], count: int) -> None:
        cards = [MessageCard(message) for message in messages[-MOST:]]
        self._begin_turn(cards)
        await self.query_one("#said").mount_all(cards)
        self._cards += cards
        old, self._cards = self._cards[:-MOST], self._cards[-MOST:]
        for card in old:
            await card.remove()
        earlier = self.query_one(".earlier", Line)
        earlier.display = count > len(self._cards)
        earlier.say(EARLIER.format(count=count - len(self._cards)))

    def _begin_turn(self, cards: Sequence[MessageCard]) -> None:
        """What the tutor says after the learner's last word is one turn, to be read from its start."""
        for card in cards:
            if card.message.author == "learner":
                self._turn, self._following = None, True
            elif self._turn is None or card.message.kind in ("exposition", "question"):
                self._turn = card

    async def _show_coming(self, talk: Talk) -> None:
        """What grows is added to where it stands; else all that is coming is put up anew."""
        growing = [id for id, _ in talk.streaming]
        if growing != [*self._growing] or talk.unsent != self._unsent:
            await self._rebuild_coming(talk)
        for id, text in talk.streaming:
            self._growing[id].text = text

    async def _rebuild_coming(self, talk: Talk) -> None:
        coming = self.query_one("#coming")
        self._growing = {id: Prose(text) for id, text in talk.streaming}
        self._unsent = talk.unsent
        await coming.remove_children()
        for prose in self._growing.values():
            await coming.mount(prose)
        for unsent in talk.unsent:
            lines = Line(f"You · {unsent.mark}", classes="mark"), Line(unsent.text.strip("\n"))
            await coming.mount(Vertical(*lines, classes="unsent"))

    def _settle(self) -> None:
        """Where nobody scrolled away: to the tail, or to where a turn longer than that begins."""
        if self._following:
            self._settling = True
            self.scroll_to(y=self._tail(), animate=False, immediate=True, force=True)
            self._settling = False
        self.post_message(self.Read())

    def _tail(self) -> float:
        end = float(self.max_scroll_y)
        if self._turn is None or not self._turn.is_mounted:
            return end
        start = self._turn.virtual_region.y + self.query_one("#said").virtual_region.y
        return min(end, start)
