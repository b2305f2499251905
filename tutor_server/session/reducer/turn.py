"""A turn in the making: the working state, and the effects so far.

A turn notes facts, which change the working state at once, and emits rows, which carry the facts
noted since the last one. So what is stored always tells the whole of what happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tutor_server.pedagogy.asking import Asking, asking, shown
from tutor_server.pedagogy.mastery import start
from tutor_server.pedagogy.policy import topics_done
from tutor_server.session import facts as f
from tutor_server.session.effects import Ack, Effect, Save
from tutor_server.session.machine import Event
from tutor_server.session.ports import NewRow, RowKind
from tutor_server.session.state import AtQuestion, LessonState, evolve
from tutor_shared.syllabus.model import Question, Syllabus, Topic
from tutor_shared.wire import codec, frames
from tutor_shared.wire.frames import Author, Kind, LessonFrame, NumberedFrame, VerdictName


class Turn:
    """One call of `apply`, being decided. `frame` is the client's frame that causes it, if any."""

    __slots__ = ("_facts", "_frame", "course", "effects", "state")

    def __init__(
        self, course: Syllabus, state: LessonState, frame: LessonFrame | None = None
    ) -> None:
        self.course = course
        self.state = state
        self.effects: list[Effect] = []
        self._frame = frame
        self._facts: list[f.Fact] = []

    # What the turn looks at.

    @property
    def topic(self) -> Topic:
        """The present topic."""
        return self.course.topics[self.state.topic]

    @property
    def at(self) -> AtQuestion:
        """The present asking; only where there is one."""
        assert self.state.at is not None
        return self.state.at

    @property
    def question(self) -> Question:
        """The present question."""
        return self.topic.question(self.at.id)

    def asking(self) -> Asking:
        """The present question as this session sees it."""
        return asking(self.state.session, self.question, self.at.variant)

    # What the turn decides.

    def note(self, *facts: f.Fact) -> None:
        """Something is the case from now on; the next row stores it."""
        for fact in facts:
            self.state = evolve(self.state, fact)
            self._facts.append(fact)

    def move(self, event: Event) -> None:
        """Step the machine and say so."""
        self.note(f.Moved(event))
        self.show_state()

    def show_state(self) -> None:
        """Emit the lesson's place, with its counts."""
        self._emit("state", state_frame(self.course, self.state))

    def say(
        self,
        kind: Kind,
        text: str,
        *,
        author: Author = "tutor",
        id: str | None = None,
        options: Sequence[tuple[str, str]] = (),
        verdict: VerdictName | None = None,
        misconception: str | None = None,
    ) -> None:
        """Emit a message. Options are (key, text)."""
        offered = [frames.Option(key, option) for key, option in options] or None
        self._emit(
            "message",
            frames.Message(
                seq=0,
                id=id or f"{self.state.session}-{self.state.rows + 1}",
                author=author,
                kind=kind,
                text=text,
                options=offered,
                verdict=verdict,
                misconception=misconception,
            ),
        )

    def show_progress(self) -> None:
        """Emit how far the learner has come."""
        self._emit("progress", progress_frame(self.course, self.state))

    def want(self, effect: Effect) -> None:
        """Ask for something to be done after the commit."""
        self.effects.append(effect)

    def end(self) -> tuple[LessonState, list[Effect]]:
        """The turn's outcome. Facts that no row followed belong to the last one."""
        assert not self._facts, self._facts
        return self.state, self.effects

    def _emit(self, kind: RowKind, frame: NumberedFrame) -> None:
        facts, self._facts = tuple(self._facts), []
        body, private, cause = codec.body(frame), f.encode(facts), self._frame
        if cause is None:
            self.effects.append(Save(NewRow(kind, body, private)))
        else:
            row = NewRow(kind, body, private, cause.id, codec.fingerprint(cause))
            self.effects += (Save(row), Ack(cause.id))
            self._frame = None
        self.state = replace(self.state, rows=self.state.rows + 1)


def state_frame(course: Syllabus, state: LessonState) -> frames.State:
    """Where the lesson is, as the wire says it."""
    topic = course.topics[state.topic] if state.topic >= 0 else None
    at = state.at
    if topic is None or at is None:
        return frames.State(
            seq=0,
            state=state.state,
            previous=state.previous,
            topic=topic.id if topic else None,
            question=None,
            number=0,
            of=len(topic.questions) if topic else 0,
            attempt=0,
            hints_used=0,
            hints_left=0,
            step=0,
            steps=0,
            closed=False,
        )
    number, question = _numbered(topic, at.id)
    variant = shown(question, at.variant)
    return frames.State(
        seq=0,
        state=state.state,
        previous=state.previous,
        topic=topic.id,
        question=at.id,
        number=number,
        of=len(topic.questions),
        attempt=at.attempts,
        hints_used=at.hints,
        hints_left=len(variant.hints) - at.hints,
        step=at.step,
        steps=len(variant.scaffold),
        closed=at.closed is not None,
    )


def _numbered(topic: Topic, id: str) -> tuple[int, Question]:
    for number, question in enumerate(topic.questions, 1):
        if question.id == id:
            return number, question
    raise KeyError(id)


def progress_frame(course: Syllabus, state: LessonState) -> frames.Progress:
    """How far the learner has come, as the wire says it."""
    skills = []
    for skill in course.skills:
        known = state.mastery(skill.id) or start(course.mastery, skill.id)
        mastery = round(known.mastery, 4)
        skills.append(frames.SkillProgress(skill.id, skill.title, mastery, known.mastered))
    done = topics_done(course, state.topic, state.done)
    return frames.Progress(seq=0, skills=skills, topics_done=done, topics_total=len(course.topics))
