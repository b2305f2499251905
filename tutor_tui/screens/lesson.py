"""The lesson: the conversation, where one is, what helps, and the box to answer in.

It owns the desk and hands its parts down. The answer box keeps the focus; what it and the options
post becomes frames for the app to push.
"""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tutor_shared.ids import new_id
from tutor_shared.wire import frames
from tutor_shared.wire.frames import MAX_TEXT_BYTES, Intent, LessonFrame
from tutor_tui import commands, keymap
from tutor_tui.desk import Desk
from tutor_tui.keymap import Need
from tutor_tui.messages import Finished, Mistake, Push, ShowCourses, ShowRecord, TakeBack
from tutor_tui.screens import standing
from tutor_tui.screens.desk_screen import DeskScreen, bindings
from tutor_tui.screens.outline import OutlineScreen
from tutor_tui.widgets.answer_box import AnswerBox
from tutor_tui.widgets.conversation import Conversation, Talk, Unsent
from tutor_tui.widgets.hint_ladder import HintLadder
from tutor_tui.widgets.key_line import KeyLine
from tutor_tui.widgets.line import Line
from tutor_tui.widgets.mastery import Mastery
from tutor_tui.widgets.options import OptionRow, Options
from tutor_tui.widgets.place_line import PlaceLine
from tutor_tui.widgets.status_line import StatusLine

SENDING: Final = "sending…"
HELD: Final = "not sent yet"
NOTHING_TO_GO_ON_TO: Final = "Type an answer first; f2 gives a hint, f6 says that you don't know."
TOO_LONG: Final = f"That is more than can be sent ({MAX_TEXT_BYTES:,} bytes); paste less."


class LessonScreen(DeskScreen):
    """One lesson on one calm screen."""

    DEFAULT_CSS = """
    LessonScreen {
        #table { height: 1fr; }
        #side { width: 32; padding: 1 2; border-left: vkey $panel; }
        #side .title { color: $text-muted; text-style: bold; }
        #side Mastery { margin-bottom: 1; }
        #strip { height: 1; padding: 0 2; color: $text-muted; }
        #strip HintLadder { width: auto; padding-left: 3; }
        &.-narrow #side { display: none; }
        &.-wide #strip { display: none; }
        &.-low #strip, &.-low KeyLine { display: none; }
        &.-low AnswerBox { border: none; min-height: 1; max-height: 2; margin: 0; }
        &.-low Conversation { padding: 0; }
    }
    """
    KEYS = keymap.LESSON
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(keymap.LESSON),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]
    AUTO_FOCUS = "AnswerBox"

    def __init__(self) -> None:
        super().__init__()
        self._returns = 0
        self._finished = False

    def compose(self) -> ComposeResult:
        """From top to bottom; the side stands beside the conversation where there is room."""
        yield PlaceLine()
        with Horizontal(id="table"):
            yield Conversation()
            with Vertical(id="side"):
                yield Line("Skills", classes="title")
                yield Mastery()
                yield Line("Hints", classes="title", id="hints-title")
                yield HintLadder()
        with Horizontal(id="strip"):
            yield Mastery(limit=1, brief=True)
            yield HintLadder(brief=True)
        yield StatusLine()
        yield Options()
        yield AnswerBox()
        yield KeyLine()

    # Attributes go down.

    def draw(self, desk: Desk) -> None:
        """Hand the parts down."""
        place = self.query_one(PlaceLine)
        place.where = standing.where(desk)
        place.standing = standing.standing(desk)
        self.query_one(Conversation).talk = talk(desk)
        self.query_one(StatusLine).sentence = desk.notice
        self._show_helps(desk)
        self._show_box(desk)
        self.show_keys()
        if desk.phase == "over" and not self._finished:
            self._finished = True
            self.post_message(Finished())

    def _show_helps(self, desk: Desk) -> None:
        for mastery in self.query(Mastery):
            mastery.skills = desk.view.in_play
            mastery.known = frozenset(desk.view.stirred)
        used, left = _rungs(desk)
        for ladder in self.query(HintLadder):
            ladder.used, ladder.left = used, left
        self.query_one("#hints-title").display = bool(used or left)

    def _show_box(self, desk: Desk) -> None:
        box = self.query_one(AnswerBox)
        answering = desk.phase in ("learner", "offline") and "answer" in desk.view.moves
        box.asking = box.asking and answering
        box.waiting = not desk.possible & {"answer", "ask"}
        box.title = standing.box_title(desk, asking=box.asking)
        self.query_one(Options).options = tuple(desk.view.options) if answering else ()
        if desk.returns != self._returns:
            self._returns = desk.returns
            box.text = box.text or desk.returned

    @property
    def possible(self) -> frozenset[Need]:
        """What the desk allows, and what the box and the scroll position add."""
        possible = self.desk.possible
        if not self.stands:
            return possible
        box = self.query_one(AnswerBox)
        here: set[Need] = set()
        if not box.waiting and (box.text.strip() or self.query_one(Options).chosen):
            here.add("send")
        elif "next" in possible and self._unread():
            here.add("read_on")
        if box.asking:
            here.add("unask")
        return possible | here

    def _unread(self) -> bool:
        conversation = self.query_one(Conversation)
        return conversation.unread and conversation.size.height > 4

    # Messages go up.

    def on_answer_box_submitted(self, event: AnswerBox.Submitted) -> None:
        """Enter: send what is typed or marked, or go on."""
        if event.text.strip():
            self._send(event.text)
        elif chosen := self.query_one(Options).chosen:
            self._say(chosen, "auto")
        elif {"next", "read_on"} <= self.possible:
            self.query_one(Conversation).read_on()
        elif "next" in self.possible:
            self._push(frames.Next(id=new_id()))
        elif self.possible & {"answer", "ask"}:
            self.post_message(Mistake(NOTHING_TO_GO_ON_TO))

    def _send(self, text: str) -> None:
        box = self.query_one(AnswerBox)
        if box.waiting:
            return
        action = commands.read(text, new_id())
        match action:
            case commands.Push(frame=frames.Say(intent="auto") as say):
                asking = box.asking or "answer" not in self.possible
                self._say(say.text, "question" if asking else "auto")
            case commands.Push():
                self._push(action.frame)
            case commands.Mistake():
                self.post_message(Mistake(action.sentence))
                return
            case commands.ShowRecord():
                self.action_record()
            case commands.ShowHelp():
                self.app.call_later(self.app.run_action, "help")
            case commands.Quit():
                self.app.call_later(self.app.run_action, "quit")
        box.take()
        box.asking = False

    def _say(self, text: str, intent: Intent) -> None:
        self._push(frames.Say(id=new_id(), text=text, intent=intent))

    def _push(self, frame: LessonFrame) -> None:
        self.post_message(Push(frame))

    def on_answer_box_stepped(self, event: AnswerBox.Stepped) -> None:
        """Arrows move among the options; without any, they scroll."""
        options = self.query_one(Options)
        if options.options:
            options.step(event.by)
        else:
            self.query_one(Conversation).scroll_relative(y=event.by, animate=False)
        self.show_keys()

    def on_answer_box_too_long(self) -> None:
        """Say why nothing was pasted."""
        self.post_message(Mistake(TOO_LONG))

    def on_text_area_changed(self) -> None:
        """What is typed may mark options, and changes what Enter does."""
        self.query_one(Options).typed(self.query_one(AnswerBox).text)
        self.show_keys()

    def on_option_row_picked(self, event: OptionRow.Picked) -> None:
        """A click writes the option into the box; Enter sends it."""
        self.query_one(AnswerBox).text = event.key

    def on_conversation_read(self) -> None:
        """What Enter does may have changed."""
        self.show_keys()

    # The keys.

    def action_hint(self) -> None:
        """Take the next hint, or after the last the solution."""
        self._push(frames.Hint(id=new_id()))

    def action_skip(self) -> None:
        """Leave this question."""
        self._push(frames.Skip(id=new_id()))

    def action_stuck(self) -> None:
        """Say that one does not know."""
        self._say("", "stuck")

    def action_explain(self) -> None:
        """Hear it in other words."""
        self._say("", "explain")

    def action_example(self) -> None:
        """See an example."""
        self._say("", "example")

    def action_cancel(self) -> None:
        """Stop checking."""
        self._push(frames.Cancel(id=new_id()))

    def action_ask(self) -> None:
        """Let the box take a question; again, an answer."""
        box = self.query_one(AnswerBox)
        box.asking = not box.asking and "answer" in self.desk.view.moves
        self.draw(self.desk)

    def action_unask(self) -> None:
        """Let the box take an answer again."""
        self.query_one(AnswerBox).asking = False
        self.draw(self.desk)

    def action_copy(self) -> None:
        """Copy what the tutor said last."""
        said = [m.text for m in self.desk.view.messages if m.author != "learner"]
        if said:
            self.app.copy_to_clipboard(said[-1])
            self.post_message(Mistake("Copied what the tutor said last."))

    def action_scroll(self, screenfuls: int) -> None:
        """Scroll the conversation."""
        self.query_one(Conversation).read_on(screenfuls)

    def action_record(self) -> None:
        """Ask for the record."""
        self.post_message(ShowRecord())

    def action_outline(self) -> None:
        """Show the topics."""
        self.app.push_screen(OutlineScreen(self.desk.view))

    def action_courses(self) -> None:
        """Go to the list of courses."""
        self.post_message(ShowCourses())

    def action_take_back(self) -> None:
        """Continue here."""
        self.post_message(TakeBack())


def talk(desk: Desk) -> Talk:
    """What the conversation shows."""
    marks = ((sent.text, HELD if sent.held else SENDING) for sent in desk.sent)
    open_options = desk.view.options if desk.phase in ("learner", "offline") else ()
    choosing = (
        next((m.seq for m in reversed(desk.view.messages) if m.options), 0) if open_options else 0
    )
    return Talk(
        messages=desk.view.messages,
        streaming=desk.view.streaming,
        unsent=tuple(Unsent(text, mark) for text, mark in marks if text),
        choosing=choosing,
    )


def _rungs(desk: Desk) -> tuple[int, int]:
    """Hints taken and left, while there is a question that they help with."""
    at = desk.view.place
    if at is None or at.question is None or at.closed or at.state == "providing_feedback_correct":
        return 0, 0
    return at.hints_used, at.hints_left
