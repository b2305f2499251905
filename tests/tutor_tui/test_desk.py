from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.fake_server import COURSES, END, JOINED, OPENING, QUESTION, RIGHT, numbered, own
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame
from tutor_tui import desk as desks
from tutor_tui.desk import BACK, DOUBTFUL, DROPPED, ELSEWHERE, LOST, Desk, take
from tutor_tui.link.events import Connected, Doubtful, Dropped, Incoming, Lost, Refused, TakenOver

SAY = frames.Say(id="frame-0000000001", text="5/6")
HINT = frames.Hint(id="frame-0000000002")
ASKED = [*OPENING, *QUESTION]


def after(*events: Incoming, desk: Desk | None = None) -> Desk:
    desk = desk or Desk()
    for event in events:
        desk = take(desk, event)
    return desk


def seated(turns: list[NumberedFrame]) -> Desk:
    return after(Connected("ada", "fake"), JOINED, *numbered(turns))


def test_before_the_lesson_has_come_it_is_opening() -> None:
    assert Desk().phase == "opening"
    assert after(Connected("ada", "fake"), JOINED).phase == "opening"
    assert Desk().possible == frozenset()


def test_at_a_question_it_is_the_learners_turn() -> None:
    desk = seated(ASKED)
    assert desk.phase == "learner"
    assert {"answer", "hint", "skip"} <= desk.possible


def test_what_was_sent_is_on_its_way_until_its_row_has_come() -> None:
    desk = desks.pushed(seated(ASKED), SAY)
    assert desk.phase == "sending"
    assert [sent.text for sent in desk.sent] == ["5/6"]
    assert desk.possible == frozenset()
    desk = after(frames.Ack(SAY.id, 8), desk=desk)
    assert len(desk.sent) == 1
    row = replace(own("5/6"), id=SAY.id, seq=8)
    assert after(row, desk=desk).sent == ()


def test_a_row_that_came_before_its_ack_settles_too() -> None:
    desk = desks.pushed(seated(ASKED), HINT)
    row = replace(own("5/6"), seq=8)
    assert after(row, frames.Ack(HINT.id, 8), desk=desk).sent == ()


def test_while_checking_one_can_only_stop_it() -> None:
    desk = seated([*ASKED, own("5/6"), RIGHT[0]])
    assert desk.phase == "checking"
    assert desk.possible == {"cancel"}


def test_while_the_tutor_speaks_on_one_need_not_wait() -> None:
    desk = after(frames.Ack("x", 9), desk=seated(ASKED))
    assert desk.phase == "tutor"
    assert "answer" in desk.possible


def test_a_finished_lesson_is_over() -> None:
    assert seated([*ASKED, *END]).phase == "over"


def test_c_03_without_a_connection_answers_are_held_and_then_go_out() -> None:
    desk = after(Lost("The connection was lost.", 1.0), desk=seated(ASKED))
    assert (desk.phase, desk.notice) == ("offline", LOST)
    assert desk.possible == {"answer", "ask"}
    desk = desks.pushed(desk, SAY)
    assert (desk.sent[0].held, desk.notice) == (True, LOST)
    desk = after(Connected("ada", "fake"), desk=desk)
    assert (desk.sent[0].held, desk.notice, desk.phase) == (False, BACK, "sending")


def test_a_frame_on_its_way_when_the_line_breaks_is_held() -> None:
    desk = after(Lost("Lost.", 1.0), desk=desks.pushed(seated(ASKED), SAY))
    assert desk.sent[0].held


def test_the_first_lost_line_says_why() -> None:
    assert after(Lost("Nobody there.", 1.0)).notice == "Nobody there."


def test_a_refusal_gives_the_words_back() -> None:
    desk = desks.pushed(seated(ASKED), SAY)
    desk = after(frames.Error("busy", "One\nmoment.", id=SAY.id), desk=desk)
    assert (desk.sent, desk.notice) == ((), "One moment.")
    assert (desk.returned, desk.returns) == ("5/6", 1)


def test_a_refused_move_gives_no_words_back() -> None:
    desk = desks.pushed(seated(ASKED), HINT)
    desk = after(frames.Error("not_allowed", "No.", id=HINT.id), desk=desk)
    assert (desk.sent, desk.returns) == ((), 0)


@pytest.mark.parametrize(
    ("event", "notice"),
    [(Doubtful(SAY.id), DOUBTFUL), (Dropped((SAY.id,)), DROPPED), (TakenOver("x"), ELSEWHERE)],
)
def test_what_happens_to_a_frame_is_said(event: Incoming, notice: str) -> None:
    desk = after(event, desk=desks.pushed(seated(ASKED), SAY))
    assert desk.notice == notice
    assert bool(desk.returned) is not isinstance(event, Doubtful)


def test_an_ended_line_can_be_taken_back() -> None:
    assert after(TakenOver("x"), desk=seated(ASKED)).possible == {"take_back"}
    desk = after(Refused("closed", "Gone."), desk=seated(ASKED))
    assert (desk.phase, desk.notice) == ("ended", "Gone.")
    assert desk.possible == {"take_back"}


def test_after_the_last_hint_the_solution_may_stand() -> None:
    place = replace(QUESTION[-1], hints_used=3, hints_left=0)
    desk = seated([*ASKED[:-1], place])
    assert "hint" not in desk.possible
    assert "solution" in desk.possible
    without = seated([*ASKED[:-1], replace(place, hints_used=0)])
    assert not {"hint", "solution"} & without.possible


def test_a_notice_is_one_clean_line() -> None:
    assert desks.noticed(Desk(), "a\x1b[31m\n b").notice == "a[31m b"


def test_the_courses_come_and_take_the_notice_away() -> None:
    desk = desks.offered(desks.noticed(Desk(), "Starting …"), COURSES)
    assert (desk.courses, desk.notice) == (tuple(COURSES), "")
