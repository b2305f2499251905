"""The pedagogical machine: ten states, declared once.

The declaration is python-statemachine's, which validates the chart and prints the table and the
diagram in the documentation. An instance of it costs about 20 KiB and 100 µs a transition, so a
session does not hold one: it keeps its state as a value and steps through `TABLE`, compiled from
the declaration at import. A test walks every (state, event) pair through both.

Which of several allowed events fires is the reducer's choice; a guard such as "only when the
question is closed" is a fact of the lesson, checked there and listed in `CLOSED_ONLY`.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from statemachine import State, StateMachine

from tutor_shared.wire.frames import StateName

Event = Literal[
    "initialized",
    "clarified",
    "instruction_complete",
    "question_sent",
    "answer_received",
    "judged_correct",
    "judged_known_error",
    "judged_unknown_error",
    "ungraded",
    "step_judged",
    "retry",
    "guide",
    "ready",
    "next_question",
    "next_topic",
    "finish",
]


class Lesson(StateMachine):
    """The chart. Strict: an illegal event raises, an error in a callback propagates."""

    initializing = State(initial=True)
    exposition = State()
    setting_question = State()
    awaiting_answer = State()
    evaluating_answer = State()
    providing_feedback_correct = State()
    remediating_known_error = State()
    remediating_unknown_error = State()
    guiding_student = State()
    session_complete = State(final=True)

    initialized = initializing.to(exposition)
    clarified = exposition.to(exposition)
    instruction_complete = exposition.to(setting_question)
    question_sent = setting_question.to(awaiting_answer)
    answer_received = awaiting_answer.to(evaluating_answer) | guiding_student.to(evaluating_answer)
    judged_correct = evaluating_answer.to(providing_feedback_correct)
    judged_known_error = evaluating_answer.to(remediating_known_error)
    judged_unknown_error = evaluating_answer.to(remediating_unknown_error)
    ungraded = evaluating_answer.to(awaiting_answer, cond="came_from_awaiting") | (
        evaluating_answer.to(guiding_student, cond="came_from_guiding")
    )
    step_judged = evaluating_answer.to(guiding_student)
    retry = remediating_known_error.to(awaiting_answer)
    guide = remediating_unknown_error.to(guiding_student) | remediating_known_error.to(
        guiding_student
    )
    ready = guiding_student.to(awaiting_answer)
    next_question = (
        providing_feedback_correct.to(setting_question)
        | awaiting_answer.to(setting_question)
        | guiding_student.to(setting_question)
    )
    next_topic = (
        providing_feedback_correct.to(exposition)
        | awaiting_answer.to(exposition)
        | guiding_student.to(exposition)
        | exposition.to(exposition)
    )
    finish = (
        providing_feedback_correct.to(session_complete)
        | awaiting_answer.to(session_complete)
        | guiding_student.to(session_complete)
        | exposition.to(session_complete)
    )

    #: Where the answer under evaluation was given; set by who drives an instance.
    answered_in: StateName = "awaiting_answer"

    def came_from_awaiting(self) -> bool:
        """Whether the question itself was answered."""
        return self.answered_in == "awaiting_answer"

    def came_from_guiding(self) -> bool:
        """Whether the answer was given in guidance."""
        return self.answered_in == "guiding_student"


STATES: Final[tuple[StateName, ...]] = get_args(StateName)
EVENTS: Final[tuple[Event, ...]] = get_args(Event)
FINAL: Final[StateName] = "session_complete"

#: (state, event) → the states it may lead to; more than one only for `ungraded`.
TABLE: Final[dict[tuple[StateName, Event], tuple[StateName, ...]]] = {}
for _state in Lesson.states:
    for _transition in _state.transitions:
        for _event in _transition.event.split():
            _key = (_state.id, _event)
            TABLE[_key] = (*TABLE.get(_key, ()), _transition.target.id)

#: Events that leave an unanswered question, and so need it closed first.
CLOSED_ONLY: Final[frozenset[tuple[StateName, Event]]] = frozenset(
    (state, event)
    for state in ("awaiting_answer", "guiding_student")
    for event in ("next_question", "next_topic", "finish")
)

#: States that wait for the learner; the others pass by themselves.
WAITING: Final[frozenset[StateName]] = frozenset(
    {
        "exposition",
        "awaiting_answer",
        "guiding_student",
        "providing_feedback_correct",
        "session_complete",
    }
)


class IllegalEventError(ValueError):
    """The machine has no such transition: a defect of the caller, never of the learner."""


def step(state: StateName, event: Event, answered_in: StateName = "awaiting_answer") -> StateName:
    """The state after `event`. `answered_in` matters for `ungraded` only.

    Raises:
        IllegalEventError: the machine has no such transition.
    """
    targets = TABLE.get((state, event))
    if targets is None:
        raise IllegalEventError(f"{event} in {state}")
    if len(targets) == 1:
        return targets[0]
    return answered_in if answered_in in targets else targets[0]
