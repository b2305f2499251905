"""Each kind of fault, put into a sound history, and the words it is told in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.histories import finished, sound
from tests.support.lessons import Driven
from tutor_server.maintenance.examine import examine
from tutor_server.session import facts as f
from tutor_server.session.state import snapshot
from tutor_server.store.course_history import CourseHistory, RecordedEvent

SESSION = "session-that-is-over"
WHERE = f"ada in small, session {SESSION}"
LESSON = finished()
SOUND = sound(LESSON)
EVENTS = SOUND.runs[0].events


def with_events(*events: RecordedEvent) -> CourseHistory:
    return replace(SOUND, runs=(replace(SOUND.runs[0], events=events),))


def with_event(place: int, **changes: object) -> CourseHistory:
    event = replace(EVENTS[place], **changes)
    return with_events(*EVENTS[:place], event, *EVENTS[place + 1 :])


def with_fold(**changes: object) -> CourseHistory:
    run = SOUND.runs[0]
    return replace(SOUND, runs=(replace(run, fold=replace(run.fold, **changes)),))


def told(history: CourseHistory) -> list[str]:
    return [str(finding) for finding in examine(history)]


def test_a_sound_history_has_nothing_wrong() -> None:
    assert told(SOUND) == []
    assert told(sound(LESSON, Driven(session="begun-again-after"))) == []


@given(st.integers(1, len(EVENTS) - 1))
def test_a_gap_is_found_wherever_it_is(seq: int) -> None:
    gap = with_events(*(event for event in EVENTS if event.seq != seq))
    assert told(gap) == [
        f"damage: {WHERE}: row {seq}: the row is missing; the next one is {seq + 1}"
    ]


def test_a_history_that_lost_its_end_has_another_count_than_its_rows() -> None:
    lines = told(with_events(*EVENTS[:-3]))
    assert f"drift: {WHERE}: last_seq is {len(EVENTS)}, its events say {len(EVENTS) - 3}" in lines
    assert any("state is session_complete, its events say" in line for line in lines)


def test_facts_nobody_can_follow_are_damage_and_no_drift_is_guessed() -> None:
    (line,) = told(with_event(4, private=b"[1]"))
    assert line.startswith(f"damage: {WHERE}: row 5: its facts cannot be followed (")


def test_w_06_a_client_id_in_two_rows_is_doubled() -> None:
    id = next(event.client_id for event in EVENTS if event.client_id)
    free = next(place for place, event in enumerate(EVENTS) if event.client_id is None)
    lines = told(with_event(free, client_id=id))
    assert lines == [f"damage: {WHERE}: the client id {id} stands in two rows"]


def test_an_answer_judged_twice_is_doubled() -> None:
    place, judged = next(
        (place, fact)
        for place, event in enumerate(EVENTS)
        for fact in f.decode(event.private)
        if isinstance(fact, f.Judged)
    )
    again = f.encode((*f.decode(EVENTS[place].private), f.Judged(judged.attempt, "ungraded")))
    lines = told(with_event(place, private=again))
    assert f"damage: {WHERE}: the answer {judged.attempt} was judged twice" in lines


@pytest.mark.parametrize(
    "body", [b"", b'{"type":"progress","skills":[],"topics_done":0,"topics_total":1}']
)
def test_a_row_a_learner_could_not_be_sent_is_damage(body: bytes) -> None:
    assert told(with_event(0, body=body)) == [
        f"damage: {WHERE}: row 1: it holds no state a learner could be sent"
    ]


@pytest.mark.parametrize("cached", [b"", b"\xff", b'{"version":0}', snapshot(Driven().state)])
def test_f_09_a_snapshot_of_no_use_is_a_note(cached: bytes) -> None:
    assert told(with_fold(snapshot=cached)) == [
        f"note: {WHERE}: its snapshot is stale: the next start reads the events instead"
    ]


def test_f_09_a_missing_snapshot_is_nothing_to_speak_of() -> None:
    assert told(with_fold(snapshot=None)) == []


def test_a_snapshot_that_tells_another_lesson_is_drift() -> None:
    other = snapshot(replace(LESSON.state, hints=99))
    assert told(with_fold(snapshot=other)) == [
        f"drift: {WHERE}: its snapshot is not the lesson after row {len(EVENTS)}"
    ]


def test_a_snapshot_of_an_earlier_row_is_as_good() -> None:
    lesson = Driven(session=SESSION)
    early = snapshot(lesson.state)
    lesson.next()
    history = sound(lesson)
    run = history.runs[0]
    cached = replace(history, runs=(replace(run, fold=replace(run.fold, snapshot=early)),))
    assert told(cached) == []


def test_a_mastery_that_is_not_what_the_events_say_is_drift() -> None:
    first, *rest = SOUND.masteries
    lines = told(replace(SOUND, masteries=(replace(first, mastery=0.5), *rest)))
    (line,) = lines
    assert line.startswith(f"drift: ada in small: {first.skill} is stored as 0.5 (not mastered, ")
    assert ", its events say 0." in line


def test_masteries_of_a_course_never_begun_are_drift() -> None:
    (line,) = told(CourseHistory("ada", "gone", (), (replace(SOUND.masteries[0], mastery=1.0),)))
    assert line.endswith("its events say unknown")
