"""The plain client's reading of the stream: each event becomes lines, and tells whose move it is.

`take(transcript, event) -> (transcript, lines)`. Pure; the process in `plain` prints the lines and
asks the link for a mark where one is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame, ServerFrame, StateName
from tutor_tui import lesson
from tutor_tui.lesson import View
from tutor_tui.link import ending
from tutor_tui.link.events import Connected, Doubtful, Dropped, Incoming, Lost, Refused, TakenOver
from tutor_tui.link.state import SILENT
from tutor_tui.plain.text import RESUMING, error_line, frame_lines, last_part

LOST: Final = "Connection lost, trying again …"
SAID: Final = "{words} Trying again …"
DOUBTFUL: Final = "No reply yet; it is sent again once there is a connection, and counts once."
DROPPED: Final = "Not sent: this lesson was begun anew elsewhere. Look at it, then answer here."


class Transcript(msgspec.Struct, frozen=True):
    """What the plain client knows.

    `unanswered` is the id of the learner's frame that has no reply yet; `mark` the ref of the
    `pong` that is awaited; `gathered` the history of a seat just taken, until it is whole (None
    when none is awaited); `printed` the state that was printed last.
    """

    view: View = View()
    unanswered: str | None = None
    mark: str | None = None
    settled: bool = False
    offline: bool = False
    over: TakenOver | Refused | None = None
    gathered: tuple[NumberedFrame, ...] | None = None
    resuming: bool = False
    printed: StateName | None = None

    @property
    def wants_mark(self) -> bool:
        """Whether it looks like the learner's move, and a `pong` is to confirm it."""
        return self._looks_settled and not self.settled and self.mark is None and not self.offline

    @property
    def learners_move(self) -> bool:
        """Whether the session waits for the learner, and all before that is printed."""
        return self.settled and not self.view.complete and self.over is None

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to come."""
        return self.over is not None or (self.settled and self.view.complete)

    @property
    def _looks_settled(self) -> bool:
        return self.view.settled and self.unanswered is None and self.gathered is None


Step = tuple[Transcript, list[str]]


def pushed(transcript: Transcript, frame_id: str) -> Transcript:
    """The learner sent something: it is the session's move."""
    return replace(transcript, unanswered=frame_id, settled=False, mark=None)


def marked(transcript: Transcript, ref: str | None) -> Transcript:
    """A mark was asked for."""
    return replace(transcript, mark=ref)


def let_in(transcript: Transcript) -> Transcript:
    """It has been quiet for long: take it as the learner's move where the state allows it."""
    waiting = transcript.view.state in lesson.WAITING or transcript.view.complete
    return replace(transcript, settled=waiting and not transcript.offline)


def take(transcript: Transcript, event: Incoming) -> Step:
    """One event from the link."""
    match event:
        case Connected():
            return replace(transcript, offline=False), []
        case Lost():
            lines = [] if transcript.offline else [error_line(_lost(transcript, event))]
            return replace(transcript, offline=True, mark=None), lines
        case Doubtful():
            return transcript, [error_line(DOUBTFUL)]
        case Dropped():
            return replace(transcript, unanswered=None), [error_line(DROPPED)]
        case TakenOver():
            return replace(transcript, over=event), [error_line(event.reason)]
        case Refused():
            return replace(transcript, over=event), []
        case frames.Pong():
            return _confirmed(transcript, event), []
        case frames.Error():
            return _answered(transcript, event.id), [error_line(event.message)]
        case _:
            return _lesson(transcript, event)


def _lost(transcript: Transcript, event: Lost) -> str:
    """What is said of a loss: the server's own parting words, where it had any in this lesson."""
    if transcript.view.session is None or event.reason in ("", ending.LOST, SILENT):
        return LOST
    return SAID.format(words=event.reason)


def _confirmed(transcript: Transcript, pong: frames.Pong) -> Transcript:
    if pong.ref != transcript.mark:
        return transcript
    return replace(transcript, mark=None, settled=transcript._looks_settled)  # noqa: SLF001 (our own)


def _answered(transcript: Transcript, frame_id: str | None) -> Transcript:
    if frame_id is None or frame_id != transcript.unanswered:
        return transcript
    return replace(transcript, unanswered=None)


def _lesson(transcript: Transcript, frame: ServerFrame) -> Step:
    before = transcript.view
    transcript = replace(transcript, view=lesson.apply(before, frame))
    match frame:
        case frames.Ack():
            return _answered(transcript, frame.id), []
        case frames.Joined():
            return _seated(transcript, frame, before)
        case frames.State() | frames.Message() | frames.Progress():
            return _numbered(transcript, frame)
        case _:
            return transcript, []


def _seated(transcript: Transcript, frame: frames.Joined, before: View) -> Step:
    if frame.resumed and frame.session == before.session:
        return transcript, []  # the same seat after a loss: what was missed is printed as it comes
    fresh = replace(transcript, gathered=(), resuming=frame.resumed, settled=False, printed=None)
    return _when_whole(fresh)


def _numbered(transcript: Transcript, frame: NumberedFrame) -> Step:
    if transcript.gathered is None:
        return _print(transcript, [frame])
    return _when_whole(replace(transcript, gathered=(*transcript.gathered, frame)))


def _when_whole(transcript: Transcript) -> Step:
    """Print the history once it is whole; of one that has been worked in, the last part."""
    if transcript.view.replaying or transcript.gathered is None:
        return transcript, []
    history = transcript.gathered
    resuming = transcript.resuming or any(_is_learners(frame) for frame in history)
    transcript = replace(transcript, gathered=None, resuming=resuming)
    if not resuming:
        return _print(transcript, history)
    transcript, lines = _print(transcript, last_part(history), echo=True)
    return transcript, [RESUMING, *lines]


def _is_learners(frame: NumberedFrame) -> bool:
    return isinstance(frame, frames.Message) and frame.author == "learner"


def _print(
    transcript: Transcript,
    shown: Sequence[NumberedFrame],
    *,
    echo: bool = False,
) -> Step:
    printed, lines = transcript.printed, []
    for frame in shown:
        lines += frame_lines(frame, printed, echo=echo)
        if isinstance(frame, frames.State):
            printed = frame.state
    return replace(transcript, printed=printed), lines
