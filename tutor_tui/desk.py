"""The learner's desk: all that the screens are drawn from, folded from the link's stream.

`take(desk, event) -> desk` beside `pushed`, `noticed` and `told`. Pure. A desk is the lesson's view,
how the line to the server is, what was sent and is not stored yet, and one sentence to be read.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from tutor_shared.wire import frames
from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import LessonFrame, ServerFrame, SyllabusItem
from tutor_tui import lesson
from tutor_tui.keymap import Need
from tutor_tui.lesson import View
from tutor_tui.link.events import Connected, Doubtful, Dropped, Incoming, Lost, Refused, TakenOver

Line = Literal["connecting", "up", "lost", "elsewhere", "ended"]
Phase = Literal[
    "opening", "learner", "sending", "checking", "tutor", "offline", "elsewhere", "ended", "over"
]  # fmt: skip

LOST: Final = "Connection lost, trying again … What you send waits here."
BACK: Final = "Connected again."
ELSEWHERE: Final = "Continued elsewhere; r takes it back."
DOUBTFUL: Final = "No reply yet. It is sent again once there is a connection, and counts once."
DROPPED: Final = "Not sent: this lesson was begun anew elsewhere. Look at it, then answer here."

_OFFLINE_MOVES: Final[frozenset[Need]] = frozenset({"answer", "ask"})


class Sent(msgspec.Struct, frozen=True):
    """A frame of the learner's on its way.

    `seq` is the row it caused, 0 before the ack; `held` says that it waits for a connection.
    """

    frame: LessonFrame
    seq: int = 0
    held: bool = False

    @property
    def text(self) -> str:
        """What was said, or the empty string."""
        return self.frame.text if isinstance(self.frame, frames.Say) else ""


class Desk(msgspec.Struct, frozen=True):
    """What the app knows.

    `notice` is one sentence for the learner; `returned` is text that was not taken, to be put back
    where it was typed, and `returns` counts how often that happened. `courses` is None until the
    list has come.
    """

    view: View = View()
    line: Line = "connecting"
    sent: tuple[Sent, ...] = ()
    notice: str = ""
    returned: str = ""
    returns: int = 0
    courses: tuple[SyllabusItem, ...] | None = None

    @property
    def phase(self) -> Phase:
        """Whose move it is, and if nobody's, why."""
        if self.line in ("elsewhere", "ended"):
            return "elsewhere" if self.line == "elsewhere" else "ended"
        if self.view.place is None or self.view.replaying:
            return "opening"
        if self.line == "lost":
            return "offline"
        return self._turn()

    @property
    def possible(self) -> frozenset[Need]:
        """What the learner can do now."""
        match self.phase:
            case "learner":
                return self._moves()
            case "tutor" if self.view.state in lesson.WAITING and not self.view.streaming:
                return self._moves()
            case "offline":
                return _OFFLINE_MOVES & self.view.moves
            case "checking":
                return frozenset({"cancel"})
            case "elsewhere" | "ended":
                return frozenset({"take_back"})
            case _:
                return frozenset()

    def _moves(self) -> frozenset[Need]:
        """The state's moves; when the ladder has no rung left, the solution may stand at its end."""
        moves: frozenset[Need] = self.view.moves
        place = self.view.place
        if place is None or place.hints_left or "hint" not in moves:
            return moves
        return (moves - {"hint"}) | ({"solution"} if place.hints_used else frozenset())

    def _turn(self) -> Phase:
        if self.view.state == "evaluating_answer":
            return "checking"
        if self.sent:
            return "sending"
        if not self.view.settled:
            return "tutor"
        return "over" if self.view.complete else "learner"


def pushed(desk: Desk, frame: LessonFrame) -> Desk:
    """The learner sent something."""
    sent = Sent(frame, held=desk.line != "up")
    notice = desk.notice if desk.line == "lost" else ""
    return replace(desk, sent=(*desk.sent, sent), notice=notice)


def noticed(desk: Desk, sentence: str) -> Desk:
    """Something is to be read."""
    return replace(desk, notice=" ".join(clean(sentence).split()))


def offered(desk: Desk, courses: list[SyllabusItem]) -> Desk:
    """The list of courses has come."""
    return replace(desk, courses=tuple(courses), notice="")


def take(desk: Desk, event: Incoming) -> Desk:
    """The desk after one more event of the link."""
    match event:
        case Connected():
            return _connected(desk)
        case Lost():
            held = tuple(replace(sent, held=True) if not sent.seq else sent for sent in desk.sent)
            words = LOST if desk.view.session else event.reason
            return replace(noticed(desk, words), line="lost", sent=held)
        case Doubtful():
            return noticed(desk, DOUBTFUL)
        case Dropped():
            return noticed(_give_back(desk, event.ids), DROPPED)
        case TakenOver():
            desk = _give_back(desk, tuple(sent.frame.id for sent in desk.sent if not sent.seq))
            return replace(desk, line="elsewhere", sent=(), notice=ELSEWHERE)
        case Refused():
            return replace(noticed(desk, event.reason), line="ended")
        case frames.Error():
            return noticed(_give_back(desk, (event.id,) if event.id else ()), event.message)
        case _:
            return _lesson(desk, event)


def _connected(desk: Desk) -> Desk:
    again = desk.line == "lost" and desk.view.session is not None
    going = tuple(replace(sent, held=False) for sent in desk.sent)
    return replace(desk, line="up", sent=going, notice=BACK if again else "")


def _give_back(desk: Desk, ids: tuple[str, ...]) -> Desk:
    """These frames will not be sent; the words in them go back to the learner."""
    kept = tuple(sent for sent in desk.sent if sent.frame.id not in ids)
    words = "\n".join(sent.text for sent in desk.sent if sent.frame.id in ids and sent.text)
    if words:
        desk = replace(desk, returned=words, returns=desk.returns + 1)
    return replace(desk, sent=kept)


def _lesson(desk: Desk, frame: ServerFrame) -> Desk:
    desk = replace(desk, view=lesson.apply(desk.view, frame))
    match frame:
        case frames.Ack():
            sent = tuple(
                replace(sent, seq=frame.seq) if sent.frame.id == frame.id else sent
                for sent in desk.sent
            )
            return _stored(replace(desk, sent=sent))
        case frames.State() | frames.Message() | frames.Progress():
            return _stored(desk)
        case _:
            return desk


def _stored(desk: Desk) -> Desk:
    """Let go of what has its row in view."""
    waiting = tuple(sent for sent in desk.sent if not 0 < sent.seq <= desk.view.seq)
    return replace(desk, sent=waiting) if waiting != desk.sent else desk
