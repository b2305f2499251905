"""The lesson as a value, and how facts change it.

`evolve` is the only way a lesson changes: the reducer decides facts and evolves by them, a restart
reads them from the journal and evolves by them, so both arrive at the same value by construction
(the decider pattern: decide, evolve, fold).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from tutor_server.session import facts as f
from tutor_server.session.machine import FINAL, Event, step
from tutor_server.session.ports import SkillMastery, StoredRow
from tutor_shared.wire.frames import StateName


class Pending(msgspec.Struct, frozen=True):
    """An answer that waits for its verdict. `attempt` matches the verdict to it."""

    attempt: str
    text: str
    kind: f.AnswerKind
    explicit: bool


class AtQuestion(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that belongs to one asking of one question; a new asking starts a new value.

    `attempts` counts the charged ones, `hints` the rungs taken, `step` the open scaffold step from
    1 (0: none), `steps_done` how many were opened so far, `step_misses` the misses of the open one.
    """

    id: str
    variant: int = 0
    page: int | None = None
    attempts: int = 0
    hints: int = 0
    step: int = 0
    steps_done: int = 0
    step_misses: int = 0
    stuck: bool = False
    ungraded_in_a_row: int = 0
    misconceptions: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    judged: bool = False
    closed: f.ClosedReason | None = None
    solved: bool = False

    @property
    def done(self) -> bool:
        """Whether the lesson may go on from here."""
        return self.solved or self.closed is not None


class LessonState(msgspec.Struct, frozen=True, omit_defaults=True):
    """A lesson between two turns. `topic` and `page` are places in the course, -1 before."""

    session: str
    state: StateName = "initializing"
    previous: StateName | None = None
    answered_in: StateName = "awaiting_answer"
    topic: int = -1
    page: int = -1
    at: AtQuestion | None = None
    pending: Pending | None = None
    done: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    masteries: tuple[SkillMastery, ...] = ()
    misconceptions: tuple[tuple[str, int], ...] = ()
    hints: int = 0
    rows: int = 0

    def mastery(self, skill: str) -> SkillMastery | None:
        """What is known of a skill, if anything."""
        for standing in self.masteries:
            if standing.skill == skill:
                return standing
        return None


#: Bumped when a stored snapshot of an older program could no longer be read rightly.
SNAPSHOT_VERSION: Final = 1


class Snapshot(msgspec.Struct, frozen=True):
    """A cache of the state after row `seq`; worth nothing but time."""

    version: int
    seq: int
    state: LessonState


_snapshot_decoder: Final = msgspec.json.Decoder(Snapshot)


def evolve(state: LessonState, fact: f.Fact) -> LessonState:
    """The state after a fact. Total: facts come from our own journal."""
    match fact:
        case f.Moved():
            return _moved(state, fact.event)
        case f.Evidence():
            return _learned(state, fact.standing)
        case f.AnswerTaken():
            pending = Pending(fact.attempt, fact.text, fact.kind, fact.explicit)
            return replace(state, pending=pending, answered_in=state.state)
        case f.Judged():
            return _judged(state, fact)
        case f.Asked():
            page = state.page if fact.page is None else fact.page
            return replace(state, page=page, at=AtQuestion(fact.question, fact.variant, fact.page))
        case f.PageShown():
            return replace(state, page=fact.page, at=None)
        case f.TopicEntered():
            return replace(state, topic=fact.topic, page=-1, at=None)
        case f.Began():
            return replace(state, masteries=fact.masteries)
        case _:
            return state if state.at is None else _at_question(state, state.at, fact)


def _at_question(state: LessonState, at: AtQuestion, fact: f.Fact) -> LessonState:
    match fact:
        case f.HintGiven():
            return replace(state, at=replace(at, hints=at.hints + 1), hints=state.hints + 1)
        case f.Stuck():
            return replace(state, at=replace(at, stuck=True, ungraded_in_a_row=0))
        case f.StepOpened():
            return replace(
                state, at=replace(at, step=fact.step, steps_done=fact.step, step_misses=0)
            )
        case f.StepsOver():
            return replace(state, at=replace(at, step=0, step_misses=0))
        case f.Said():
            return replace(state, at=replace(at, said=_with(at.said, fact.key)))
        case f.Closed():
            closed = _with(state.closed, at.id)
            at = replace(at, closed=at.closed or fact.reason, step=0)
            return replace(state, at=at, done=_with(state.done, at.id), closed=closed)
        case f.Solved():
            at = replace(at, solved=True, step=0)
            return replace(state, at=at, done=_with(state.done, at.id))
        case _:
            return state


def _moved(state: LessonState, event: Event) -> LessonState:
    target = step(state.state, event, state.answered_in)
    at = None if target == FINAL else state.at
    return replace(state, state=target, previous=state.state, at=at)


def _judged(state: LessonState, fact: f.Judged) -> LessonState:
    state = replace(state, pending=None)
    at = state.at
    if at is None:
        return state
    ungraded = at.ungraded_in_a_row + 1 if fact.verdict == "ungraded" else 0
    missed = fact.step and fact.verdict == "incorrect"
    at = replace(
        at,
        ungraded_in_a_row=ungraded,
        step_misses=at.step_misses + missed,
        attempts=at.attempts + fact.charged,
        judged=at.judged or (fact.verdict != "ungraded" and not fact.step),
    )
    if fact.misconception is not None:
        at = replace(at, misconceptions=_with(at.misconceptions, fact.misconception))
        counts = dict(state.misconceptions)
        counts[fact.misconception] = counts.get(fact.misconception, 0) + 1
        state = replace(state, misconceptions=tuple(counts.items()))
    return replace(state, at=at)


def _learned(state: LessonState, standing: SkillMastery) -> LessonState:
    others = tuple(known for known in state.masteries if known.skill != standing.skill)
    return replace(state, masteries=(*others, standing))


def _with(done: tuple[str, ...], id: str) -> tuple[str, ...]:
    return done if id in done else (*done, id)


def after_row(state: LessonState, private: bytes) -> LessonState:
    """The state after one stored row."""
    for fact in f.decode(private):
        state = evolve(state, fact)
    return replace(state, rows=state.rows + 1)


def fold(state: LessonState, rows: Iterable[StoredRow]) -> LessonState:
    """The state after stored rows, oldest first."""
    for row in rows:
        state = after_row(state, row.private)
    return state


def snapshot(state: LessonState) -> bytes:
    """The state as a cache beside the journal."""
    return msgspec.json.encode(Snapshot(SNAPSHOT_VERSION, state.rows, state))


def from_snapshot(data: bytes | None, session: str, last_seq: int) -> LessonState | None:
    """A cached state, or None where it is missing, damaged, older in form or ahead of the rows."""
    if data is None:
        return None
    try:
        cached = _snapshot_decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    fits = cached.version == SNAPSHOT_VERSION and cached.seq <= last_seq
    return cached.state if fits and cached.state.session == session else None
