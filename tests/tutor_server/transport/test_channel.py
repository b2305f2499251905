"""A channel over a real socket, with fake sessions behind it."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.support.listening import house
from tests.support.wire_client import WireClient
from tutor_server.session.ports import CourseStanding
from tutor_server.transport.lane import MAX_WAITING
from tutor_shared.errors import WireError
from tutor_shared.ids import new_id
from tutor_shared.wire.frames import MAX_FRAME_TO_SERVER

FIRSTS = [
    b'{"type":"list","ref":"a"}',
    b'{"type":"hello"}',
    b'{"type":"hello","protocol":"1","client":"x"}',
    b"not json",
    b"",
]


@pytest.mark.parametrize("first", FIRSTS)
async def test_w_01_a_first_frame_that_is_no_hello_closes_with_4401_and_no_word(
    first: bytes,
) -> None:
    async with house() as it:
        client = await WireClient.connect(it.url)
        await client.raw(first)
        assert await client.until_closed() == 4401
        assert client.seen == []


async def test_w_01_a_client_that_says_nothing_is_closed_with_4401_when_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tutor_shared.wire.frames.HELLO_TIMEOUT_S", 0.0)
    async with house() as it:
        client = await WireClient.connect(it.url)
        assert await client.until_closed() == 4401
        assert client.seen == []


async def test_w_02_a_join_before_welcome_starts_no_session() -> None:
    async with house() as it:
        client = await WireClient.connect(it.url)
        await client.send("join", ref="a", syllabus="fractions")
        assert await client.until_closed() == 4401
        assert it.lessons.joins == 0


async def test_w_03_another_protocol_is_refused_by_4406_and_told_which_is_spoken() -> None:
    async with house() as it:
        client = await WireClient.connect(it.url)
        await client.send("hello", protocol=2, client="x", token="ada-token")
        assert await client.until_closed() == 4406
        assert [frame["code"] for frame in client.seen] == ["unsupported"]
        assert "protocol 1" in client.seen[0]["message"]


async def test_a_wrong_token_is_unauthorized() -> None:
    async with house() as it:
        client = await WireClient.connect(it.url)
        await client.send("hello", protocol=1, client="x", token="wrong")
        assert await client.until_closed() == 4401
        assert [frame["code"] for frame in client.seen] == ["unauthorized"]


async def test_the_token_may_stand_in_the_header_and_hello_wins() -> None:
    async with house() as it:
        header = {"Authorization": "Bearer ada-token"}
        client = await WireClient.hello(it.url, headers=header)
        assert client.seen[0]["user"] == "ada"
        client = await WireClient.hello(it.url, "bob-token", headers=header)
        assert client.seen[0]["user"] == "bob"


async def test_tokens_that_cannot_be_looked_up_are_no_unauthorized() -> None:
    async with house() as it:
        it.users.broken = True
        client = await WireClient.connect(it.url)
        await client.send("hello", protocol=1, client="x", token="ada-token")
        assert await client.until_closed() == 1013
        assert client.seen[0]["code"] == "overloaded"


async def test_w_04_a_bad_frame_is_refused_with_its_id_and_the_connection_stays() -> None:
    async with house() as it:
        client = await it.guest()
        await client.send("say", id="a" * 16, text=5)
        assert (await client.until("error"))["id"] == "a" * 16
        await client.send("dance", ref="r")
        refused = await client.until("error")
        assert (refused["code"], refused["ref"]) == ("bad_frame", "r")
        await client.request("ping", "pong")


async def test_w_04_twenty_bad_frames_are_a_flood() -> None:
    async with house() as it:
        client = await it.guest()
        for _ in range(20):
            await client.raw(b"{}")
        assert await client.until_closed() == 4429
        assert [frame["type"] for frame in client.seen[1:]] == ["error"] * 20 + ["bye"]


async def test_w_05_each_request_gets_one_reply_with_its_ref() -> None:
    async with house() as it:
        it.sessions.standing = [CourseStanding("logic", "active", 2)]
        client = await it.guest()
        listed = await client.request("list", "syllabuses")
        assert [(item["id"], item["status"], item["mastered"]) for item in listed["items"]] == [
            ("fractions", "new", 0),
            ("logic", "active", 2),
        ]
        assert (await client.request("record", "record"))["courses"][0]["title"] == "ada"
        assert (await client.request("record", "error", syllabus="nothing"))["code"] == (
            "unknown_syllabus"
        )
        assert (await client.request("leave", "error"))["code"] == "not_joined"
        assert (await client.reply_to(await client.say("hi")))["code"] == "not_joined"
        await client.request("ping", "pong")
        refs = [frame["ref"] for frame in client.seen if "ref" in frame]
        assert refs == [f"ref-{n}" for n in range(1, 6)]


async def test_w_05_the_same_id_twice_gets_two_replies() -> None:
    async with house() as it:
        client, session = await it.learner()
        session.silent = True
        frame_id = new_id()
        await client.say("hi", frame_id=frame_id)
        await client.say("hi", frame_id=frame_id)
        await client.request("ping", "pong")
        for frame in session.taken:
            session.reply(frame)
        session.reply(session.taken[0])
        await client.request("ping", "pong")
        assert [f.get("id") for f in client.seen if f["type"] == "ack"] == [frame_id] * 2


async def test_a_broken_store_is_unavailable_and_the_connection_stays() -> None:
    async with house() as it:
        client = await it.guest()
        it.sessions.broken = True
        refused = await client.request("list", "error")
        assert (refused["code"], refused["retry_after_s"]) == ("unavailable", 2.0)
        it.sessions.broken = False
        await client.request("list", "syllabuses")


async def test_an_unexpected_exception_is_internal_and_tells_nothing() -> None:
    async with house() as it:
        client = await it.guest()
        it.lessons.refuse = RuntimeError("the secret of the house")
        refused = await client.request("join", "error", syllabus="fractions")
        assert refused["code"] == "internal"
        assert "secret" not in refused["message"]
        it.lessons.refuse = WireError("unknown_syllabus", "There is no such course.")
        refused = await client.request("join", "error", syllabus="x")
        assert refused["code"] == "unknown_syllabus"


@pytest.mark.parametrize("have", range(6))
async def test_w_12_a_resume_gets_exactly_what_it_misses_then_live_events(have: int) -> None:
    async with house() as it:
        session = it.lessons.session("ada", "fractions")
        for n in range(5):
            session.append(str(n))
        it.sessions.between = ["live while reading"]
        client = await it.guest()
        joined = await client.join("fractions", last_seq=have)
        assert (joined["seq"], joined["resumed"]) == (5, True)
        session.append("live")
        last = len(session.rows)
        await client.until("message", seq=last)
        assert client.numbered() == list(range(have + 1, last + 1))


async def test_w_12_more_live_events_than_are_held_still_come_once_and_in_order() -> None:
    async with house() as it:
        session = it.lessons.session("ada", "fractions")
        session.append("0")
        it.sessions.between = [str(n) for n in range(200)]
        client = await it.guest()
        await client.join("fractions")
        await client.until("message", seq=201)
        assert client.numbered() == list(range(1, 202))


@pytest.mark.parametrize(("session", "last_seq"), [(None, 9), ("another-session-0", 2), (None, -1)])
async def test_w_13_a_position_that_is_not_of_this_session_gets_every_event(
    session: str | None, last_seq: int
) -> None:
    async with house() as it:
        for n in range(3):
            it.lessons.session("ada", "fractions").append(str(n))
        client = await it.guest()
        joined = await client.join("fractions", session=session, last_seq=last_seq)
        assert not joined["resumed"]
        await client.until("message", seq=3)
        assert client.numbered() == [1, 2, 3]


async def test_w_18_a_second_terminal_takes_over_and_the_first_is_told() -> None:
    async with house() as it:
        first, session = await it.learner()
        second, _ = await it.learner()
        assert await first.until_closed() == 4409
        assert first.seen[-1]["code"] == "taken_over"
        session.append("only for the second")
        await second.until("message", seq=1)
        assert first.numbered() == []


async def test_w_21_leave_is_answered_and_joining_again_works_at_once() -> None:
    async with house() as it:
        client, session = await it.learner()
        await client.request("leave", "left")
        session.append("while away")
        joined = await client.join("fractions")
        assert (joined["seq"], joined["resumed"]) == (1, True)
        await client.until("message", seq=1)


async def test_joining_another_course_leaves_the_first() -> None:
    async with house() as it:
        client, session = await it.learner()
        session.silent = True
        frame_id = await client.say("hi")
        await client.join("logic")
        assert session.subscriber is None
        errors = [f for f in client.seen if f["type"] == "error"]
        assert [(f["code"], f["id"]) for f in errors] == [("restarted", frame_id)]


async def test_w_22_a_crash_answers_open_frames_and_goes_on_on_the_same_socket() -> None:
    async with house() as it:
        client, session = await it.learner()
        await client.reply_to(await client.say("first"))
        await client.until("message", seq=1)
        session.silent = True
        frame_id = await client.say("second")
        await client.request("ping", "pong")
        session.end("crash")
        session.append("made while nobody listened")
        refused = await client.reply_to(frame_id)
        assert refused["code"] == "restarted"
        await client.until("message", seq=2)
        session.silent = False
        await client.reply_to(await client.say("second", frame_id=frame_id))
        await client.until("message", seq=3)
        assert client.numbered() == [1, 2, 3]
        assert [f["type"] for f in client.seen].count("joined") == 1


async def test_w_22_a_crash_with_nothing_open_is_one_error_without_an_id() -> None:
    async with house() as it:
        client, session = await it.learner()
        session.end("crash")
        refused = await client.until("error")
        assert refused["code"] == "restarted"
        assert "id" not in refused
        await client.reply_to(await client.say("on"))


async def test_a_frame_behind_a_crash_reaches_the_new_process() -> None:
    async with house() as it:
        client, session = await it.learner()
        it.lessons.gate.clear()
        session.end("crash")
        await client.until("error", code="restarted")
        frame_id = await client.say("sent while joining again")
        await client.request("ping", "pong")
        it.lessons.gate.set()
        assert (await client.reply_to(frame_id))["type"] == "ack"


async def test_a_quarantined_session_is_told_and_can_be_joined_again() -> None:
    async with house() as it:
        client, session = await it.learner()
        session.end("quarantined")
        assert (await client.until("error"))["code"] == "quarantined"
        assert (await client.reply_to(await client.say("hi")))["code"] == "not_joined"
        await client.join("fractions")


async def test_w_25_ping_is_answered_while_the_mailbox_is_full() -> None:
    async with house() as it:
        client, session = await it.learner()
        session.room.clear()
        ids = [await client.say(str(n)) for n in range(MAX_WAITING)]
        await client.request("ping", "pong")
        assert session.taken == []
        session.room.set()
        for frame_id in ids:
            assert (await client.reply_to(frame_id))["type"] == "ack"
        assert [frame.id for frame in session.taken] == ids


async def test_m_09_a_full_mailbox_makes_the_socket_wait_and_loses_nothing() -> None:
    async with house() as it:
        client, session = await it.learner()
        session.room.clear()
        ids = [await client.say(str(n)) for n in range(3 * MAX_WAITING)]
        await client.send("ping", ref="behind")
        session.room.set()
        while len(client.numbered()) < len(ids):
            await client.receive()
        assert [frame.id for frame in session.taken] == ids


async def test_w_25_ping_is_answered_while_a_join_waits() -> None:
    async with house() as it:
        client = await it.guest()
        it.lessons.gate.clear()
        await client.send("join", ref="j", syllabus="fractions")
        frame_id = await client.say("right behind")
        await client.request("ping", "pong")
        it.lessons.gate.set()
        await client.until("joined", ref="j")
        assert (await client.reply_to(frame_id))["type"] == "ack"


async def test_w_30_a_second_hello_is_a_bad_frame() -> None:
    async with house() as it:
        client = await it.guest()
        await client.send("hello", protocol=1, client="again", token="bob-token")
        assert (await client.until("error"))["code"] == "bad_frame"
        await client.request("ping", "pong")


async def test_w_31_a_binary_frame_and_bytes_that_are_no_utf_8_are_bad_frames() -> None:
    async with house() as it:
        client = await it.guest()
        for data, text in [(b'{"type":"ping","ref":"x"}', False), (b'{"ref":"\xff"}', True)]:
            await client.raw(data, text=text)
            assert (await client.until("error"))["code"] == "bad_frame"
        await client.raw(b"")
        assert (await client.until("error"))["code"] == "bad_frame"


async def test_w_31_fragments_and_pings_with_a_payload_are_fine() -> None:
    async with house() as it:
        client = await it.guest()
        await client.socket.send(['{"type":"pi', 'ng","ref"', ':"parts"}'])
        await client.until("pong", ref="parts")
        await (await client.socket.ping(b"payload"))


async def test_w_31_a_frame_of_65536_bytes_is_read_and_one_more_closes_with_1009() -> None:
    async with house() as it:
        client = await it.guest()
        frame = json.dumps({"type": "ping", "ref": "big"}).encode()
        await client.raw(frame + b" " * (MAX_FRAME_TO_SERVER - len(frame)))
        await client.until("pong", ref="big")
        await client.raw(frame + b" " * (MAX_FRAME_TO_SERVER - len(frame) + 1))
        assert await client.until_closed() == 1009


async def test_text_beyond_the_limit_is_too_large() -> None:
    async with house() as it:
        client, _ = await it.learner()
        frame_id = await client.say("é" * 8_193)
        assert (await client.reply_to(frame_id))["code"] == "too_large"


async def test_rows_that_cannot_be_read_after_joined_end_the_connection_to_come_back() -> None:
    async with house() as it:
        it.lessons.session("ada", "fractions").append("0")
        it.sessions.broken = True
        client = await it.guest()
        await client.join("fractions")
        assert await client.until_closed() == 1012
        assert client.seen[-1]["retry_after_s"] == 1.0


async def test_a_closed_socket_leaves_its_session() -> None:
    async with house() as it:
        client, session = await it.learner()
        await client.close()
        await session.left.wait()
        assert session.subscriber is None


async def test_w_16_a_reader_that_stops_is_slow_and_misses_nothing_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tutor_server.transport.outbox.PATIENCE_S", 0.0)
    monkeypatch.setattr("tutor_server.transport.channel.LAST_WORDS_S", 0.0)
    async with house() as it:
        client = await it.guest()
        client.socket.transport.pause_reading()
        session = it.lessons.session("ada", "fractions")
        await client.send("join", ref="j", syllabus="fractions")
        await session.attached.wait()
        for _ in range(60):
            session.append("x" * 500_000)
            await asyncio.sleep(0)
        await session.left.wait()
        client.socket.transport.resume_reading()
        assert await client.until_closed() == 4408
        got = client.numbered()
        assert got == list(range(1, len(got) + 1))
        assert client.seen[-1]["code"] == "slow"
