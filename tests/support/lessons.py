"""A lesson driven without a process: frames in, frames out, the checker run at once."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tests.support.small_course import course, half_plus_third, topic
from tutor_server.session.effects import Effect, ReadRecord, Refuse, RunCheck, Save
from tutor_server.session.events import AnswerChecked, FrameIn, RecordRead, SessionEvent, Started
from tutor_server.session.machine import FINAL
from tutor_server.session.ports import NewRow, SkillMastery, StoredRow
from tutor_server.session.reducer.apply import apply
from tutor_server.session.state import LessonState
from tutor_shared.answers.judge import check, label
from tutor_shared.syllabus.model import Policy, Syllabus
from tutor_shared.wire import codec, frames
from tutor_shared.wire.frames import Intent, LessonFrame, NumberedFrame

SESSION = "session-for-the-tests"


class Driven:
    """A lesson and everything that came out of it. `hold` keeps checks waiting."""

    def __init__(
        self,
        course_given: Syllabus | None = None,
        *,
        session: str = SESSION,
        masteries: tuple[SkillMastery, ...] = (),
        hold: bool = False,
    ) -> None:
        self.course = course_given or course()
        self.state = LessonState(session)
        self.rows: list[NewRow] = []
        self.refused: list[Refuse] = []
        self.held: list[RunCheck] = []
        self.hold = hold
        self._masteries = masteries
        self._sent = 0
        self.feed(Started())

    @property
    def done(self) -> bool:
        """Whether the lesson is over."""
        return self.state.state == FINAL

    def feed(self, event: SessionEvent) -> list[NumberedFrame]:
        """Apply an event and what follows from it; the frames it caused."""
        before = len(self.rows)
        self.state, effects = apply(self.course, self.state, event)
        for effect in effects:
            self._perform(effect)
        return [shown(row, seq) for seq, row in enumerate(self.rows[before:], before + 1)]

    def send(self, frame: Callable[..., LessonFrame], *rest: str) -> list[NumberedFrame]:
        """Send a frame with a fresh id."""
        self._sent += 1
        return self.feed(FrameIn(frame(f"frame-{self._sent:012d}", *rest)))

    def say(self, text: str, intent: Intent = "auto") -> list[NumberedFrame]:
        """Say something."""
        return self.send(frames.Say, text, intent)

    def next(self) -> list[NumberedFrame]:
        """Go on."""
        return self.send(frames.Next)

    def hint(self) -> list[NumberedFrame]:
        """Take a hint."""
        return self.send(frames.Hint)

    def skip(self) -> list[NumberedFrame]:
        """Skip."""
        return self.send(frames.Skip)

    def to_question(self, id: str) -> None:
        """Go on, skipping other questions, until this one is open."""
        for _ in range(50):
            at = self.state.at
            if at is not None and at.id == id and not at.done:
                return
            if at is None or at.done:
                self.next()
            else:
                self.skip()
        raise AssertionError(f"{id} never came")

    def release(self) -> list[NumberedFrame]:
        """Let the held check run."""
        return self.feed(self._checked(self.held.pop(0)))

    def stored(self) -> list[StoredRow]:
        """The rows as a journal gives them back."""
        return [
            StoredRow(seq, row.kind, row.body, row.private, row.client_id, row.body_hash)
            for seq, row in enumerate(self.rows, 1)
        ]

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Save():
                self.rows.append(effect.row)
            case Refuse():
                self.refused.append(effect)
            case ReadRecord():
                self.feed(RecordRead(self._masteries))
            case RunCheck() if self.hold:
                self.held.append(effect)
            case RunCheck():
                self.feed(self._checked(effect))

    def _checked(self, effect: RunCheck) -> AnswerChecked:
        tool = label if effect.stage == "label" else check
        verdict = tool(effect.block, effect.text)
        return AnswerChecked(effect.attempt, effect.stage, verdict, effect.step)


def open_question(policy: Policy | None = None, **changes: object) -> Driven:
    """A lesson with the question of everything open."""
    lesson = Driven(course(policy, [topic("adding", (), (half_plus_third(**changes),))]))
    lesson.to_question("half-plus-third")
    return lesson


def shown(row: NewRow, seq: int) -> NumberedFrame:
    """A row as the client reads it."""
    frame = codec.decode_server(codec.numbered(row.body, seq))
    assert isinstance(frame, frames.State | frames.Message | frames.Progress)
    return frame


def outline(seen: list[NumberedFrame]) -> list[str]:
    """Frames in few words: `state exposition`, `message answer`, `progress`."""
    words = []
    for frame in seen:
        match frame:
            case frames.State():
                words.append(f"state {frame.state}")
            case frames.Message(verdict=None):
                words.append(f"message {frame.kind}")
            case frames.Message():
                words.append(f"message {frame.kind} {frame.verdict}")
            case frames.Progress():
                words.append("progress")
    return words


def texts(seen: list[NumberedFrame]) -> list[str]:
    """What the tutor said."""
    return [f.text for f in seen if isinstance(f, frames.Message) and f.author != "learner"]


def plain(value: object) -> object:
    """A value as JSON would carry it, for comparing."""
    return msgspec.to_builtins(value)
