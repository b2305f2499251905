from __future__ import annotations

from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fake_server import said
from tutor_shared.wire import frames
from tutor_shared.wire.frames import ClientFrame, ErrorCode
from tutor_tui.link.ending import Ending
from tutor_tui.link.events import Connected, Doubtful, Dropped, Incoming, Refused
from tutor_tui.link.state import SILENT, LinkState, Reply

F = TypeVar("F", bound=ClientFrame)

WELCOME = frames.Welcome("ada", "fake", 1, 20.0, 100)
NEXT = frames.Next(id="frame-0000000001")


def message(seq: int) -> frames.Message:
    return frames.Message(seq=seq, id="m", author="tutor", kind="hint", text=str(seq))


def joined(ref: str, session: str = "s1", *, seq: int = 0, resumed: bool = True) -> frames.Joined:
    return frames.Joined(
        ref=ref,
        session=session,
        syllabus="fractions",
        title="",
        state="exposition",
        seq=seq,
        epoch=1,
        resumed=resumed,
        topics=[],
    )


def sent(state: LinkState, kind: type[F], now: float = 0.0) -> list[F]:
    return [frame for frame in state.data_to_send(now) if isinstance(frame, kind)]


def greeted(now: float = 0.0) -> LinkState:
    state = LinkState(client="test")
    state.connected(now)
    state.receive(WELCOME, now)
    state.data_to_send(now)
    return state


def seated(upto: int = 0) -> LinkState:
    state = greeted()
    state.join(frames.Join(ref="j1", syllabus="fractions"))
    state.data_to_send(0.0)
    state.receive(joined("j1"), 0.0)
    for seq in range(1, upto + 1):
        assert state.receive(message(seq), 0.0) == [message(seq)]
    return state


def back(state: LinkState, now: float = 0.0) -> frames.Join:
    """Lose the connection, connect again; the join that goes out."""
    state.lost()
    state.connected(now)
    assert state.ending is None
    state.receive(WELCOME, now)
    (join,) = sent(state, frames.Join, now)
    return join


def test_hello_is_the_first_frame_and_carries_no_token() -> None:
    state = LinkState(client="test")
    state.request(frames.List(ref="l1"))
    state.connected(0.0)
    assert state.data_to_send(0.0) == [frames.Hello(protocol=1, client="test")]


def test_requests_go_out_after_the_welcome() -> None:
    state = LinkState(client="test")
    state.request(frames.List(ref="l1"))
    state.join(frames.Join(ref="j1", syllabus="fractions"))
    state.connected(0.0)
    state.data_to_send(0.0)
    assert state.receive(WELCOME, 0.0) == [Connected("ada", "fake")]
    assert state.data_to_send(0.0) == [
        frames.List(ref="l1"),
        frames.Join(ref="j1", syllabus="fractions"),
    ]


def test_a_reply_goes_to_its_request_once() -> None:
    state = greeted()
    state.request(frames.Record(ref="r1"))
    reply = frames.RecordReply(ref="r1", courses=[])
    assert state.receive(reply, 0.0) == [Reply("r1", reply)]
    assert state.receive(reply, 0.0) == []


def test_joining_is_told_to_who_asked_and_to_the_stream() -> None:
    state = greeted()
    state.join(frames.Join(ref="j1", syllabus="fractions"))
    seat = joined("j1")
    assert state.receive(seat, 0.0) == [Reply("j1", seat), seat]


def test_a_lesson_frame_waits_for_the_seat() -> None:
    state = greeted()
    state.join(frames.Join(ref="j1", syllabus="fractions"))
    assert state.push(NEXT) == ""
    assert sent(state, frames.Next) == []
    state.receive(joined("j1"), 0.0)
    assert sent(state, frames.Next) == [NEXT]
    assert sent(state, frames.Next) == []


def test_a_resume_names_the_session_and_the_last_number() -> None:
    join = back(seated(upto=3))
    assert (join.syllabus, join.session, join.last_seq) == ("fractions", "s1", 3)


def test_c_04_what_has_no_reply_goes_again_after_a_resume_under_the_same_id() -> None:
    state = seated()
    state.push(NEXT)
    assert sent(state, frames.Next, 1.0) == [NEXT]
    assert state.tick(11.0) == [Doubtful(NEXT.id)]
    assert state.ending == Ending(SILENT)
    join = back(state, 12.0)
    state.receive(joined(join.ref), 12.0)
    assert sent(state, frames.Next, 12.0) == [NEXT]
    assert state.receive(frames.Ack(NEXT.id, 1), 12.0) == [frames.Ack(NEXT.id, 1)]
    assert state.receive(frames.Ack(NEXT.id, 1), 12.0) == []
    join = back(state, 13.0)
    state.receive(joined(join.ref), 13.0)
    assert sent(state, frames.Next, 13.0) == []


@given(st.lists(st.integers(1, 12), max_size=60))
def test_c_09_whatever_comes_again_or_early_the_consumer_sees_1_2_3(seqs: list[int]) -> None:
    state = seated()
    heard = [
        event.seq
        for seq in seqs
        for event in state.receive(message(seq), 0.0)
        if isinstance(event, frames.Message)
    ]
    assert heard == list(range(1, len(heard) + 1))


def test_c_09_a_gap_leads_to_one_resume_on_the_same_connection() -> None:
    state = seated(upto=2)
    assert state.receive(message(4), 0.0) == []
    assert state.receive(message(5), 0.0) == []
    (join,) = sent(state, frames.Join)
    assert (join.session, join.last_seq) == ("s1", 2)
    state.receive(joined(join.ref, seq=5), 0.0)
    assert [state.receive(message(seq), 0.0) for seq in (3, 4, 5)] == [
        [message(3)],
        [message(4)],
        [message(5)],
    ]


def test_what_was_on_its_way_at_a_gap_goes_again_after_the_resume() -> None:
    state = seated(upto=2)
    state.push(NEXT)
    assert sent(state, frames.Next) == [NEXT]
    state.receive(message(4), 0.0)
    (join,) = sent(state, frames.Join)
    state.receive(joined(join.ref, seq=4), 0.0)
    assert sent(state, frames.Next) == [NEXT]


def test_a_session_that_is_not_resumed_begins_at_one_again() -> None:
    state = seated(upto=3)
    join = back(state)
    state.receive(joined(join.ref, resumed=False), 0.0)
    assert state.receive(message(1), 0.0) == [message(1)]


def test_another_session_drops_what_was_meant_for_the_old_one() -> None:
    state = seated(upto=3)
    state.push(NEXT)
    join = back(state)
    seat = joined(join.ref, "s2", resumed=False)
    assert state.receive(seat, 0.0) == [Dropped((NEXT.id,)), seat]
    assert sent(state, frames.Next) == []
    assert state.receive(message(1), 0.0) == [message(1)]


def test_a_restart_is_asked_for_once() -> None:
    state = greeted()
    state.join(frames.Join(ref="j1", syllabus="fractions", restart=True))
    assert [join.restart for join in sent(state, frames.Join)] == [True]
    state.receive(joined("j1", resumed=False), 0.0)
    assert not back(state).restart


def test_events_of_a_seat_that_was_given_up_are_not_taken_for_the_new_ones() -> None:
    state = greeted()
    state.join(frames.Join(ref="j1", syllabus="fractions"))
    state.join(frames.Join(ref="j2", syllabus="python"))
    assert state.receive(joined("j1"), 0.0) == []
    assert state.receive(message(1), 0.0) == []
    assert joined("j2", "s2") in state.receive(joined("j2", "s2"), 0.0)
    assert state.receive(message(1), 0.0) == [message(1)]


def test_a_crash_of_the_session_sends_the_open_frame_again() -> None:
    state = seated()
    state.push(NEXT)
    sent(state, frames.Next)
    assert state.receive(frames.Error("restarted", "Again.", id=NEXT.id), 0.0) == []
    assert sent(state, frames.Next) == [NEXT]
    assert state.receive(frames.Error("restarted", "Again."), 0.0) == []


def test_a_session_that_only_crashes_ends_in_an_error() -> None:
    state = seated()
    state.push(NEXT)
    crash = frames.Error("restarted", "Again.", id=NEXT.id)
    outcomes = []
    for _ in range(10):
        sent(state, frames.Next)
        outcomes += state.receive(crash, 0.0)
    assert outcomes == [crash]


def test_a_request_and_a_join_are_asked_again_after_a_crash() -> None:
    state = greeted()
    state.request(frames.Record(ref="r1"))
    state.join(frames.Join(ref="j1", syllabus="fractions"))
    state.data_to_send(0.0)
    for ref in ("r1", "j1"):
        assert state.receive(frames.Error("restarted", "Again.", ref=ref), 0.0) == []
    again = state.data_to_send(0.0)
    assert again == [frames.Record(ref="r1"), frames.Join(ref="j1", syllabus="fractions")]


def test_a_refusal_is_told_and_the_frame_is_not_sent_again() -> None:
    state = seated()
    state.push(NEXT)
    busy = frames.Error("busy", "One moment.", id=NEXT.id)
    assert state.receive(busy, 0.0) == [busy]
    assert state.receive(busy, 0.0) == []
    join = back(state)
    state.receive(joined(join.ref), 0.0)
    assert sent(state, frames.Next) == []


def test_a_seat_that_the_server_forgot_is_taken_again_for_the_frame() -> None:
    state = seated(upto=1)
    state.push(NEXT)
    sent(state, frames.Next)
    assert state.receive(frames.Error("not_joined", "Join.", id=NEXT.id), 0.0) == []
    (join,) = sent(state, frames.Join)
    assert join.last_seq == 1
    state.receive(joined(join.ref), 0.0)
    assert sent(state, frames.Next) == [NEXT]


def test_after_a_quarantine_the_next_frame_takes_the_seat_again() -> None:
    state = seated()
    error = frames.Error("quarantined", "Rest.")
    assert state.receive(error, 0.0) == [error]
    assert sent(state, frames.Join) == []
    state.push(NEXT)
    (join,) = sent(state, frames.Join)
    state.receive(joined(join.ref), 0.0)
    assert sent(state, frames.Next) == [NEXT]


def test_a_join_that_is_refused_is_told_to_who_asked() -> None:
    state = greeted()
    state.join(frames.Join(ref="j1", syllabus="nothing"))
    error = frames.Error("unknown_syllabus", "No such.", ref="j1")
    assert state.receive(error, 0.0) == [Reply("j1", error)]
    assert state.ending is None


@pytest.mark.parametrize("code", ["unavailable", "quarantined", "rate_limited"])
def test_a_resume_that_fails_for_now_is_tried_again_later(code: ErrorCode) -> None:
    state = seated()
    join = back(state)
    state.receive(frames.Error(code, "Later.", ref=join.ref, retry_after_s=4.0), 0.0)
    assert state.ending == Ending("Later.", retry_after_s=4.0)


def test_a_resume_that_fails_for_good_ends_the_link() -> None:
    state = seated()
    join = back(state)
    state.receive(frames.Error("forbidden", "Not yours.", ref=join.ref), 0.0)
    assert state.ending is not None
    assert state.ending.refusal == Refused("forbidden", "Not yours.")


def test_c_07_a_ping_that_meets_silence_ends_the_connection() -> None:
    state = greeted(now=0.0)
    assert state.due() == 20.0
    state.tick(20.0)
    assert len(sent(state, frames.Ping, 20.0)) == 1
    assert state.ending is None
    state.tick(40.0)
    assert state.ending == Ending(SILENT)


def test_a_server_that_does_not_greet_is_given_up() -> None:
    state = LinkState(client="test")
    state.connected(5.0)
    assert state.due() == 15.0
    state.tick(15.0)
    assert state.ending == Ending(SILENT)


def test_a_bye_ends_the_connection_with_its_words() -> None:
    state = greeted()
    bye = frames.Bye("shutdown", "Bye.")
    assert state.receive(bye, 0.0) == []
    assert state.ending == Ending(bye=bye)


def test_leaving_is_settled_by_a_loss_too_and_no_seat_is_taken_after() -> None:
    state = seated()
    state.request(frames.Leave(ref="l1"))
    assert state.lost() == [Reply("l1", frames.Left(ref="l1"))]
    state.connected(0.0)
    state.receive(WELCOME, 0.0)
    assert sent(state, frames.Join) == []


def test_a_text_over_the_servers_limit_is_refused_here_in_bytes() -> None:
    state = seated()
    assert state.push(frames.Say(id="frame-0000000002", text="é" * 50)) == ""
    refusal = state.push(frames.Say(id="frame-0000000003", text="é" * 51))
    assert "100 bytes" in refusal


def test_c_03_the_hundred_and_first_is_refused_in_words() -> None:
    state = LinkState(client="test")
    pushed = [frames.Next(id=f"frame-{number:012}") for number in range(101)]
    assert [state.push(frame) for frame in pushed[:100]] == [""] * 100
    assert "100 messages wait" in state.push(pushed[100])


def test_a_mark_is_a_ping_whose_pong_reaches_the_stream() -> None:
    state = LinkState(client="test")
    assert state.mark() is None
    state = greeted()
    ref = state.mark()
    assert ref is not None
    assert sent(state, frames.Ping) == [frames.Ping(ref=ref)]
    assert state.receive(frames.Pong(ref=ref), 0.0) == [frames.Pong(ref=ref)]


def test_c_11_names_of_pythons_own_are_plain_data() -> None:
    state = greeted()
    for name in ("__class__", "__proto__", "__init__"):
        state.request(frames.List(ref=name))
        reply = frames.Syllabuses(ref=name, items=[])
        expected: list[Incoming | Reply] = [Reply(name, reply)]
        assert state.receive(reply, 0.0) == expected
    unknown = frames.Error("busy", "?", id="__class__")
    assert state.receive(unknown, 0.0) == []
    assert said("hint", "__class__").text == "__class__"
