"""Bytes to frames and back."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.errors import WireError
from tutor_shared.wire import codec, frames
from tutor_shared.wire.frames import MAX_TEXT_BYTES

ID = "0123456789abcdef"


def refused(data: bytes) -> WireError:
    with pytest.raises(WireError) as error:
        codec.decode_client(data)
    return error.value


def test_every_frame_a_client_may_send_comes_back_as_it_was() -> None:
    for frame in (
        frames.Hello(1, "tests", "token"),
        frames.List("r1"),
        frames.Join("r1", "fractions", ID, 7, restart=True),
        frames.Say(ID, "5/6", "answer"),
        frames.Next(ID),
        frames.Hint(ID),
        frames.Skip(ID),
        frames.Cancel(ID),
        frames.Received(3),
        frames.Record("r1", "fractions"),
        frames.Leave("r1"),
        frames.Ping("r1"),
    ):
        assert codec.decode_client(codec.encode(frame)) == frame


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"1e400",
        b"\xff",
        b'{"type":"say"',
        b'{"no":"type"}',
        b"[" * 100_000,
        b'{"type":"say","id":"0123456789abcdef","text":"\\ud800"}',
        b'{"type":"received","seq":' + b"9" * 5_000 + b"}",
        b'"\xed\xa0\x80"',
    ],
)
def test_p_33_what_is_no_frame_is_refused_and_nothing_else_is_raised(data: bytes) -> None:
    assert refused(data).code == "bad_frame"


def test_w_04_a_refusal_carries_the_id_or_ref_and_says_what_is_wrong() -> None:
    unknown = refused(b'{"type":"shout","id":"0123456789abcdef"}')
    assert unknown.id == ID
    assert "say" in unknown.message
    extra = refused(b'{"type":"next","id":"0123456789abcdef","speed":"fast"}')
    assert extra.id == ID
    assert "speed" in extra.message
    wrong = refused(b'{"type":"join","ref":"r1","syllabus":7}')
    assert wrong.ref == "r1"


def test_a_refusal_repeats_no_hostile_id() -> None:
    assert refused(b'{"type":"shout","id":"a\\u001b[31m"}').id is None
    assert refused(b'{"type":"shout","id":7}').id is None


@pytest.mark.parametrize("id", ["short", "x" * 65, "with space 012345"])
def test_w_09_an_id_of_another_form_is_refused(id: str) -> None:
    assert refused(codec.encode(frames.Next(id))).code == "bad_frame"


def test_text_over_the_limit_is_too_large_and_text_at_the_limit_is_not() -> None:
    frame = frames.Say(ID, "ä" * (MAX_TEXT_BYTES // 2))
    assert codec.decode_client(codec.encode(frame)) == frame
    error = refused(codec.encode(frames.Say(ID, "ä" * (MAX_TEXT_BYTES // 2) + "b")))
    assert (error.code, error.id) == ("too_large", ID)


def test_nul_is_refused_and_controls_are_stripped() -> None:
    nul = refused(b'{"type":"say","id":"0123456789abcdef","text":"a\\u0000b"}')
    assert (nul.code, nul.id) == ("bad_frame", ID)
    frame = codec.decode_client(codec.encode(frames.Say(ID, "a\x1b[31mb")))
    assert isinstance(frame, frames.Say)
    assert frame.text == "a[31mb"


def test_a_client_passes_over_what_it_does_not_know() -> None:
    assert codec.decode_server(b'{"type":"confetti","colour":"red"}') is None
    newer = codec.decode_server(b'{"type":"pong","ref":"r1","later":true}')
    assert newer == frames.Pong("r1")
    with pytest.raises(WireError):
        codec.decode_server(b"no json")


@given(st.integers(1, 10**9), st.text(max_size=50))
def test_a_stored_body_with_its_number_is_the_frame(seq: int, text: str) -> None:
    message = frames.Message(seq=seq, id="m", author="tutor", kind="notice", text=text)
    stored = codec.body(message)
    assert b'"seq"' not in stored.split(b'"text"')[0]
    assert codec.decode_server(codec.numbered(stored, seq)) == message


def test_a_body_without_its_number_is_json_of_its_own() -> None:
    progress = frames.Progress(seq=0, skills=[], topics_done=0, topics_total=2)
    assert msgspec.json.decode(codec.body(progress)) == {
        "type": "progress",
        "skills": [],
        "topics_done": 0,
        "topics_total": 2,
    }


def test_equal_frames_have_equal_fingerprints_and_others_do_not() -> None:
    frame = frames.Say(ID, "5/6")
    assert codec.fingerprint(frame) == codec.fingerprint(frames.Say(ID, "5/6"))
    assert codec.fingerprint(frame) != codec.fingerprint(frames.Say(ID, "5/7"))
    assert codec.fingerprint(frame) != codec.fingerprint(frames.Say(ID, "5/6", "answer"))
    assert codec.fingerprint(frames.Next(ID)) != codec.fingerprint(frames.Skip(ID))


@given(st.binary(max_size=200))
def test_p_32_any_bytes_are_a_frame_or_a_refusal(data: bytes) -> None:
    with suppress(WireError):
        codec.decode_client(data)
