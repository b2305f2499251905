"""A lesson as its learner sees it: one frozen view, folded from the server's frames.

`apply(view, frame) -> view` is the whole of it. Pure: no socket, no screen, no clock. Numbers that
repeat or are missing are the link's business; here frames come in order, each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from tutor_shared.wire import frames
from tutor_shared.wire.frames import Message, Option, ServerFrame, State, StateName

Move = Literal["next", "answer", "ask", "stuck", "hint", "skip"]

#: The states in which the session waits for its learner; the others pass by themselves.
WAITING: Final[frozenset[StateName]] = frozenset(
    {"exposition", "awaiting_answer", "guiding_student", "providing_feedback_correct"}
)
_MOVES: Final[dict[StateName, frozenset[Move]]] = {
    "exposition": frozenset({"next", "ask"}),
    "awaiting_answer": frozenset({"answer", "ask", "stuck", "hint", "skip"}),
    "guiding_student": frozenset({"next", "answer", "ask", "stuck", "hint", "skip"}),
    "providing_feedback_correct": frozenset({"next", "ask"}),
}
#: What is left to do at a question whose solution was shown, or that was given up.
_CLOSED: Final[frozenset[Move]] = frozenset({"next", "answer", "ask"})
#: States that are entered first and explained after: what is to be read stands behind them.
_EXPLAINED_AFTER: Final[frozenset[StateName]] = frozenset(
    {"exposition", "providing_feedback_correct", "session_complete"}
)
_REMEDIATING: Final[frozenset[StateName | None]] = frozenset(
    {"remediating_known_error", "remediating_unknown_error"}
)


class View(msgspec.Struct, frozen=True):
    """The lesson so far.

    `place` is the last `state` frame, whole; `entered` the number of the one that changed the
    state, `told` of the last thing the tutor or the system said, `acked` of the first row that the
    learner's latest acknowledged frame caused. `streaming` holds messages that are still being
    written, by id. `stirred` holds the ids of the skills whose mastery moved, the latest first.
    `replay_to` is where the history that came with joining ends.
    """

    session: str | None = None
    syllabus: str = ""
    title: str = ""
    topics: tuple[frames.TopicItem, ...] = ()
    messages: tuple[Message, ...] = ()
    streaming: tuple[tuple[str, str], ...] = ()
    place: State | None = None
    skills: tuple[frames.SkillProgress, ...] = ()
    stirred: tuple[str, ...] = ()
    topics_done: int = 0
    topics_total: int = 0
    seq: int = 0
    entered: int = 0
    told: int = 0
    acked: int = 0
    replay_to: int = 0

    @property
    def state(self) -> StateName | None:
        """Where the machine stands; None before the first `state` frame."""
        return self.place.state if self.place else None

    @property
    def replaying(self) -> bool:
        """Whether history is still coming in."""
        return self.seq < self.replay_to

    @property
    def complete(self) -> bool:
        """Whether the session has ended."""
        return self.state == "session_complete"

    @property
    def question(self) -> Message | None:
        """The question that is open, with its options."""
        if self.place is None or self.place.question is None:
            return None
        asked = (message for message in reversed(self.messages) if message.kind == "question")
        return next(asked, None)

    @property
    def topic(self) -> str:
        """The present topic's title, or the empty string."""
        here = self.place.topic if self.place else None
        return next((topic.title for topic in self.topics if topic.id == here), "")

    @property
    def in_play(self) -> tuple[frames.SkillProgress, ...]:
        """The skills, those that moved last first, then those still to master in the course's order."""
        moved = {skill: at for at, skill in enumerate(self.stirred)}
        rest = len(moved)
        order = sorted(
            self.skills, key=lambda known: (moved.get(known.skill, rest), known.mastered)
        )
        return tuple(order)

    @property
    def options(self) -> Sequence[Option]:
        """What there is to choose from, last shown first: a step's options, or the question's."""
        if self.question is None:
            return ()
        since = self.messages[self.messages.index(self.question) :]
        return next((said.options for said in reversed(since) if said.options), ())

    @property
    def moves(self) -> frozenset[Move]:
        """What the state allows. Only a closed question is left by `next` from where it stands."""
        if self.place is None:
            return frozenset()
        if self.place.closed and self.place.state in ("awaiting_answer", "guiding_student"):
            return _CLOSED
        return _MOVES.get(self.place.state, frozenset())

    @property
    def settled(self) -> bool:
        """Whether the frames so far look like the end of a turn: it is the learner's move, or over.

        No frame says so; this reads it from the order of events. What a turn's last commit holds
        beyond what is asked for here follows at once, so a caller lets a `pong` pass before it
        believes it.
        """
        if self.replaying or self.streaming or self.told < self.acked:
            return False
        return (self.state in WAITING or self.complete) and self.told >= self._told_from()

    def _told_from(self) -> int:
        assert self.place is not None
        explained = self.place.state in _EXPLAINED_AFTER
        guided = self.place.state == "guiding_student" and self.place.previous in _REMEDIATING
        return self.entered if explained or guided else 0


def apply(view: View, frame: ServerFrame) -> View:
    """The view after one more frame. Frames that do not belong to a lesson change nothing."""
    match frame:
        case frames.Joined():
            return _joined(view, frame)
        case frames.State():
            entered = frame.seq if frame.state != view.state else view.entered
            return replace(view, place=frame, seq=frame.seq, entered=entered)
        case frames.Message():
            return _said(view, frame)
        case frames.Delta():
            return _written(view, frame)
        case frames.Progress():
            return _progressed(view, frame)
        case frames.Ack():
            return replace(view, acked=max(view.acked, frame.seq))
        case _:
            return view


def _joined(view: View, frame: frames.Joined) -> View:
    if frame.resumed and frame.session == view.session:
        # What was being written when the line broke comes again, whole.
        return replace(view, replay_to=frame.seq, streaming=())
    return View(
        session=frame.session,
        syllabus=frame.syllabus,
        title=frame.title,
        topics=tuple(frame.topics),
        replay_to=frame.seq,
    )


def _said(view: View, frame: Message) -> View:
    streaming = tuple(entry for entry in view.streaming if entry[0] != frame.id)
    told = view.told if frame.author == "learner" else frame.seq
    messages = (*view.messages, frame)
    return replace(view, messages=messages, streaming=streaming, seq=frame.seq, told=told)


def _progressed(view: View, frame: frames.Progress) -> View:
    before = {known.skill: known.mastery for known in view.skills}
    moved = [
        known.skill
        for known in frame.skills
        if known.skill in before and before[known.skill] != known.mastery
    ]
    return replace(
        view,
        skills=tuple(frame.skills),
        stirred=(*moved, *(skill for skill in view.stirred if skill not in moved)),
        topics_done=frame.topics_done,
        topics_total=frame.topics_total,
        seq=frame.seq,
    )


def _written(view: View, frame: frames.Delta) -> View:
    written = dict(view.streaming)
    written[frame.id] = written.get(frame.id, "") + frame.text
    return replace(view, streaming=tuple(written.items()))
