"""The machine: the declaration and the compiled table are one and the same."""

from __future__ import annotations

import pytest
from statemachine.exceptions import TransitionNotAllowed

from tutor_server.session.machine import EVENTS, STATES, TABLE, IllegalEventError, Lesson, step
from tutor_shared.wire.frames import StateName

CAME_FROM: tuple[StateName, ...] = ("awaiting_answer", "guiding_student")


def by_library(state: StateName, event: str, answered_in: StateName) -> str | None:
    machine = Lesson(start_value=state)
    machine.answered_in = answered_in
    try:
        machine.send(event)
    except TransitionNotAllowed:
        return None
    (now,) = machine.configuration
    return str(now.id)


def by_table(state: StateName, event: str, answered_in: StateName) -> str | None:
    try:
        return step(state, event, answered_in)  # type: ignore[arg-type]  # every event is tried
    except IllegalEventError:
        return None


@pytest.mark.parametrize("answered_in", CAME_FROM)
@pytest.mark.parametrize("state", STATES)
def test_f_06_every_state_and_event_go_the_same_way_in_the_library_and_in_the_table(
    state: StateName, answered_in: StateName
) -> None:
    for event in EVENTS:
        expected = by_library(state, event, answered_in)
        assert by_table(state, event, answered_in) == expected, (state, event)


def test_the_declaration_has_exactly_the_states_and_events_of_the_wire() -> None:
    assert {state.id for state in Lesson.states} == set(STATES)
    assert {event for _, event in TABLE} == set(EVENTS)


def test_a_complete_session_takes_no_event() -> None:
    assert all(by_table("session_complete", event, "awaiting_answer") is None for event in EVENTS)
