"""The fold of events alone, beside what the lesson itself held."""

from __future__ import annotations

from msgspec.structs import replace

from tests.support.histories import finished, history
from tests.support.lessons import Driven
from tutor_server.maintenance.refold import (
    Unreadable,
    fold_masteries,
    fold_runs,
    frame_of,
    refold,
    replay,
)
from tutor_server.session.ports import SkillMastery
from tutor_server.session.state import from_snapshot
from tutor_server.store.course_history import CourseHistory, Run
from tutor_shared.wire.frames import Message


def changed(one: CourseHistory, **changes: object) -> Run:
    return replace(one.runs[0], **changes)


def test_f_08_the_lesson_is_there_after_every_row() -> None:
    lesson = finished()
    lessons = replay(history(lesson).runs[0])
    assert not isinstance(lessons, Unreadable)
    assert [then.rows for then in lessons] == list(range(len(lesson.rows) + 1))
    assert lessons[-1] == lesson.state


def test_a_missing_row_is_named_and_nothing_is_guessed_behind_it() -> None:
    whole = history(finished())
    events = whole.runs[0].events
    gap = replay(changed(whole, events=(*events[:3], *events[4:])))
    assert gap == Unreadable(4, "the row is missing; the next one is 5")


def test_facts_that_cannot_be_read_or_followed_are_named() -> None:
    whole = history(finished())
    first, *rest = whole.runs[0].events
    for private in (b"{", b'[{"fact":"unheard of"}]', b'[{"fact":"moved","event":"retry"}]'):
        damaged = replay(changed(whole, events=(replace(first, private=private), *rest)))
        assert isinstance(damaged, Unreadable)
        assert damaged.seq == 1


def test_a_finished_session_ends_with_its_last_turn_and_keeps_its_summary() -> None:
    lesson = finished()
    derived = refold(history(lesson))
    assert derived is not None
    (fold,) = derived.runs
    events = history(lesson).runs[0].events
    summary = frame_of(events[-1])
    assert isinstance(summary, Message)
    assert summary.kind == "summary"
    assert (fold.state, fold.last_seq) == ("session_complete", len(events))
    assert (fold.summary, fold.ended) == (summary.text, events[-3].at)
    assert from_snapshot(fold.snapshot, lesson.state.session, fold.last_seq) == lesson.state


def test_a_session_left_unfinished_ended_when_the_next_began() -> None:
    two = history(Driven(session="first-of-the-two"), Driven(session="second-of-the-two"))
    derived = refold(two)
    assert derived is not None
    first, second = derived.runs
    assert (first.ended, second.ended) == (two.runs[1].started, None)
    assert (first.summary, first.snapshot, second.state) == (None, None, "exposition")


def test_a_session_of_no_rows_is_as_it_was_begun() -> None:
    bare = history(Driven())
    (fold,) = fold_runs([changed(bare, events=())], [[Driven().state]])
    assert (fold.ended, fold.summary, fold.snapshot) == (None, None, None)
    assert refold(CourseHistory("ada", "small")) is not None


def test_a_later_sessions_word_on_a_skill_counts() -> None:
    first = finished("first-of-the-two")
    taught = {skill.skill: skill for skill in first.state.masteries}
    later = SkillMastery("adding", 0.9)
    assert fold_masteries([[first.state], [replace(first.state, masteries=(later,))]]) == (
        later,
        *(taught[name] for name in sorted(taught) if name != "adding"),
    )


def test_where_one_session_cannot_be_followed_nothing_is_derived() -> None:
    two = history(finished("first-of-the-two"), Driven(session="second-of-the-two"))
    torn = replace(two.runs[0], events=two.runs[0].events[1:])
    assert refold(replace(two, runs=(torn, two.runs[1]))) is None


def test_a_row_that_is_no_frame_is_none() -> None:
    event = history(finished()).runs[0].events[0]
    for body in (b"", b"{}", b'{"type":"state"}', b"\xff,"):
        assert frame_of(replace(event, body=body)) is None
