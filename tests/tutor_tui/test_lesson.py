from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from tests.support.fake_server import (
    END,
    JOINED,
    OPENING,
    QUESTION,
    RIGHT,
    numbered,
    own,
    said,
    state,
)
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame, ServerFrame, StateName
from tutor_tui.lesson import View, apply


def seen(*sent: ServerFrame, view: View | None = None) -> View:
    view = view or View()
    for frame in sent:
        view = apply(view, frame)
    return view


def test_joining_gives_the_outline() -> None:
    view = seen(JOINED)
    assert (view.title, view.syllabus, view.topics[0].title) == ("Fractions", "fractions", "Adding")
    assert view.state is None


def test_messages_progress_and_place_are_folded() -> None:
    view = seen(JOINED, *numbered([*OPENING, *QUESTION, *RIGHT]))
    assert [message.kind for message in view.messages] == ["exposition", "question", "feedback"]
    assert view.state == "providing_feedback_correct"
    assert (view.topics_done, view.topics_total) == (1, 1)
    assert view.seq == 11


def test_a_resumed_seat_keeps_the_view_and_another_session_does_not() -> None:
    view = seen(JOINED, *numbered(OPENING))
    again = seen(replace(JOINED, resumed=True, seq=9), view=view)
    assert (again.messages, again.replaying) == (view.messages, True)
    assert seen(replace(JOINED, resumed=True, session="s2"), view=view).messages == ()
    assert seen(replace(JOINED, resumed=False), view=view).messages == ()


def test_pieces_of_a_message_gather_until_the_whole_one_comes() -> None:
    view = seen(JOINED, frames.Delta("m1", "Half"), frames.Delta("m1", "way."))
    assert view.streaming == (("m1", "Halfway."),)
    whole = replace(said("clarification", "Halfway."), id="m1", seq=1)
    view = seen(whole, view=view)
    assert view.streaming == ()
    assert view.messages == (whole,)


def test_w_33_a_message_that_was_cut_off_is_forgotten_when_it_comes_again() -> None:
    view = seen(JOINED, frames.Delta("m1", "Six"))
    assert seen(replace(JOINED, resumed=True), view=view).streaming == ()


def test_the_open_question_and_what_there_is_to_choose() -> None:
    options = [("a", "1/2"), ("b", "5/6")]
    question = numbered([QUESTION[0], said("question", "Which?", options=options), QUESTION[2]])
    view = seen(JOINED, *question)
    assert view.question is not None
    assert view.question.text == "Which?"
    assert [option.key for option in view.options] == ["a", "b"]
    step = numbered([said("guidance", "This?", options=[("a", "yes")])], start=4)
    assert [option.text for option in seen(*step, view=view).options] == ["yes"]
    assert seen(JOINED, *numbered(OPENING)).options == ()


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("exposition", {"next", "ask"}),
        ("awaiting_answer", {"answer", "ask", "stuck", "hint", "skip"}),
        ("guiding_student", {"next", "answer", "ask", "stuck", "hint", "skip"}),
        ("providing_feedback_correct", {"next", "ask"}),
        ("evaluating_answer", set()),
        ("session_complete", set()),
    ],
)
def test_each_state_allows_its_moves(name: StateName, allowed: set[str]) -> None:
    assert seen(state(name)).moves == allowed


def test_a_closed_question_can_be_left() -> None:
    assert "next" in seen(replace(state("awaiting_answer"), closed=True)).moves
    assert View().moves == frozenset()


def settled_after(turns: Iterable[NumberedFrame]) -> list[int]:
    """The numbers after which the view looks settled."""
    view, settled = seen(JOINED), []
    for frame in numbered(turns):
        view = apply(view, frame)
        if view.settled:
            settled.append(frame.seq)
    return settled


def test_an_opening_is_settled_with_its_first_words() -> None:
    assert settled_after(OPENING) == [4]


def test_a_question_is_settled_once_it_awaits_its_answer() -> None:
    assert settled_after([*OPENING, *QUESTION])[-1] == 7
    assert 6 not in settled_after([*OPENING, *QUESTION])


def test_praise_is_settled_once_it_is_said() -> None:
    turn = [*OPENING, *QUESTION, own("5/6"), *RIGHT]
    assert [seq for seq in settled_after(turn) if seq > 8] == [11, 12]


def test_the_end_is_settled_with_the_summary() -> None:
    assert settled_after(END) == [3]


def test_guidance_after_a_remediation_is_waited_for() -> None:
    turn: list[NumberedFrame] = [
        state("remediating_unknown_error", "evaluating_answer"),
        said("remediation", "Not that.", verdict="incorrect"),
        state("guiding_student", "remediating_unknown_error"),
        said("guidance", "How many sixths?"),
    ]
    assert settled_after(turn) == [4]


def test_an_ungraded_answer_in_guidance_is_settled_without_more_guidance() -> None:
    turn: list[NumberedFrame] = [
        own("five"),
        state("evaluating_answer", "guiding_student"),
        said("feedback", "Write a number.", verdict="ungraded"),
        state("guiding_student", "evaluating_answer"),
    ]
    assert settled_after(turn) == [4]


def test_a_question_of_the_learners_is_settled_once_it_is_answered() -> None:
    view = seen(JOINED, *numbered([*OPENING, *QUESTION]))
    view = seen(frames.Ack("own", 8), *numbered([own("Why?", "clarifying_question")], 8), view=view)
    assert not view.settled
    assert seen(*numbered([said("clarification", "Because.")], 9), view=view).settled


def test_an_ack_that_comes_again_after_the_events_unsettles_nothing() -> None:
    view = seen(JOINED, *numbered([*OPENING, *QUESTION]))
    assert seen(frames.Ack("own", 5), view=view).settled


def test_a_replay_is_not_settled_before_its_end() -> None:
    history = numbered([*OPENING, *QUESTION])
    view = seen(replace(JOINED, seq=7, resumed=True), *history[:4])
    assert view.replaying
    assert not view.settled
    assert seen(*history[4:], view=view).settled


def test_a_message_still_being_written_is_waited_for() -> None:
    view = seen(JOINED, *numbered(OPENING), frames.Delta("m9", "Be"))
    assert not view.settled


def test_frames_of_no_lesson_change_nothing() -> None:
    view = seen(JOINED, *numbered(OPENING))
    assert seen(frames.Pong("p"), frames.Error("busy", "Wait."), view=view) is view
