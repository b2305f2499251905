from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tests.support.fake_server import END, JOINED, OPENING, QUESTION, RIGHT, numbered, own
from tutor_shared.wire import frames
from tutor_tui.link.events import Connected, Doubtful, Dropped, Incoming, Lost, Refused, TakenOver
from tutor_tui.plain.transcript import LOST, Transcript, let_in, marked, pushed, take

SENT = "frame-0000000001"


def told(
    events: Iterable[Incoming], transcript: Transcript | None = None
) -> tuple[Transcript, list[str]]:
    transcript, lines = transcript or Transcript(), []
    for event in events:
        transcript, more = take(transcript, event)
        lines += more
    return transcript, lines


def confirmed(transcript: Transcript) -> Transcript:
    assert transcript.wants_mark
    return take(marked(transcript, "m1"), frames.Pong("m1"))[0]


def opened() -> Transcript:
    transcript, _ = told([Connected("ada", "fake"), JOINED, *numbered(OPENING)])
    return transcript


def test_it_is_the_learners_move_once_a_pong_confirms_it() -> None:
    transcript = opened()
    assert not transcript.learners_move
    assert confirmed(transcript).learners_move


def test_a_pong_for_somebody_else_confirms_nothing() -> None:
    transcript = marked(opened(), "m1")
    assert not take(transcript, frames.Pong("heartbeat"))[0].learners_move


def test_what_comes_before_the_pong_is_heeded() -> None:
    transcript = marked(opened(), "m1")
    transcript, _ = told(numbered(QUESTION[:1], 5), transcript)
    transcript, _ = take(transcript, frames.Pong("m1"))
    assert not transcript.learners_move
    transcript, _ = told(numbered(QUESTION[1:], 6), transcript)
    assert confirmed(transcript).learners_move


def test_after_sending_it_is_the_sessions_move_until_it_has_answered() -> None:
    transcript = pushed(confirmed(opened()), SENT)
    assert not transcript.learners_move
    assert not transcript.wants_mark
    transcript, lines = told([frames.Ack(SENT, 5), *numbered(QUESTION, 5)], transcript)
    assert lines == ["[setting_question]", "What is 1/2 + 1/3?", "[awaiting_answer]"]
    assert confirmed(transcript).learners_move


def test_a_refusal_is_printed_and_gives_the_move_back() -> None:
    transcript = pushed(confirmed(opened()), SENT)
    transcript, lines = take(transcript, frames.Error("not_allowed", "Press Enter.", id=SENT))
    assert lines == ["! Press Enter."]
    assert confirmed(transcript).learners_move


def test_a_loss_is_told_once_and_its_mark_is_asked_for_again() -> None:
    transcript, lines = told([Lost("", 1.0), Lost("gone", 2.0)], marked(opened(), "m1"))
    assert lines == ["! Connection lost, trying again …"]
    assert not transcript.wants_mark
    back, lines = told([Connected("ada", "f"), replace(JOINED, seq=4, resumed=True)], transcript)
    assert lines == []
    assert back.wants_mark


def test_a_10_a_server_that_says_why_it_goes_is_heard() -> None:
    _, lines = take(opened(), Lost("The server starts anew; wait a moment.", 1.0))
    assert lines == ["! The server starts anew; wait a moment. Trying again …"]


def test_a_10_no_other_reason_is_taken_for_the_server_s_words() -> None:
    reasons = ("", "The connection was lost.", "The server does not answer.")
    assert {take(opened(), Lost(why, 1.0))[1][0] for why in reasons} == {f"! {LOST}"}
    assert take(Transcript(), Lost("No tutor server answers at ws://x.", 1.0))[1] == [f"! {LOST}"]


def test_what_was_missed_is_printed_as_it_comes_after_a_resume() -> None:
    transcript = pushed(confirmed(opened()), SENT)
    events = [Lost("", 0.0), replace(JOINED, seq=7, resumed=True), *numbered(QUESTION, 5)]
    _, lines = told(events, transcript)
    assert lines[1:] == ["[setting_question]", "What is 1/2 + 1/3?", "[awaiting_answer]"]


def history_of(*turns: frames.NumberedFrame, resumed: bool = True) -> list[Incoming]:
    return [replace(JOINED, seq=len(turns), resumed=resumed), *numbered(turns)]


def test_who_comes_back_is_shown_resuming_and_the_last_question() -> None:
    transcript, lines = told(history_of(*OPENING, *QUESTION))
    assert lines == [
        "Resuming.",
        "[setting_question]",
        "What is 1/2 + 1/3?",
        "[awaiting_answer]",
    ]
    assert confirmed(transcript).learners_move


def test_who_comes_back_is_shown_own_words_too() -> None:
    wrong = [own("2/5"), *RIGHT]
    _, lines = told(history_of(*OPENING, *QUESTION, *wrong, resumed=False))
    assert lines[0] == "Resuming."
    assert "> 2/5" in lines


def test_a_new_session_is_shown_whole_whenever_its_opening_was_stored() -> None:
    _, lines = told(history_of(*OPENING, resumed=False))
    assert lines == ["[initializing]", "[exposition]", "Fractions are parts."]


def test_a_session_begun_anew_elsewhere_is_shown_from_its_beginning() -> None:
    transcript = pushed(confirmed(opened()), SENT)
    events: list[Incoming] = [Dropped((SENT,)), replace(JOINED, session="s2"), *numbered(OPENING)]
    transcript, lines = told(events, transcript)
    assert lines[0].startswith("! Not sent")
    assert lines[1:] == ["[initializing]", "[exposition]", "Fractions are parts."]
    assert confirmed(transcript).learners_move


def test_the_end_comes_with_the_summary() -> None:
    transcript, lines = told(numbered(END, 5), opened())
    assert lines[-1] == "All done: one of one solved."
    transcript = confirmed(transcript)
    assert transcript.ended
    assert not transcript.learners_move


def test_a_takeover_is_printed_and_a_refusal_left_to_the_caller() -> None:
    transcript, lines = take(opened(), TakenOver("Elsewhere."))
    assert lines == ["! Elsewhere."]
    assert transcript.ended
    transcript, lines = take(opened(), Refused("unauthorized", "No."))
    assert lines == []
    assert transcript.ended


def test_c_04_a_doubt_is_printed() -> None:
    _, lines = take(opened(), Doubtful(SENT))
    assert lines[0].startswith("! No reply yet")


def test_long_silence_lets_the_learner_in_where_the_state_allows_it() -> None:
    transcript = pushed(confirmed(opened()), SENT)
    assert let_in(transcript).learners_move
    assert not let_in(take(transcript, Lost("", 1.0))[0]).learners_move
    assert not let_in(Transcript()).learners_move


def test_pieces_of_a_message_are_not_printed() -> None:
    transcript, lines = take(opened(), frames.Delta("m9", "Be"))
    assert lines == []
    assert not transcript.wants_mark
