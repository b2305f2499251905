"""The subscriber a session knows, without a socket."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from tests.support.fake_lessons import FakeLessons, FakeSession, FakeSessions
from tutor_server.transport.attachment import PAGE, Attachment
from tutor_server.transport.outbox import Outbox
from tutor_shared.errors import StoreUnavailable, WireError
from tutor_shared.wire.codec import encode
from tutor_shared.wire.frames import Ack, Hint

ID = "a" * 16


class Sink:
    def __init__(self) -> None:
        self.paused = False
        self.frames: list[dict[str, object]] = []

    def write(self, frame: bytes) -> None:
        self.frames.append(msgspec.json.decode(frame))

    async def send(self, message: bytes, *, text: bool) -> None:
        self.write(message)


class Host:
    def __init__(self) -> None:
        self.told: list[str] = []

    def replaced(self) -> None:
        self.told.append("replaced")

    def lost(self, attachment: Attachment, *, rejoin: bool) -> None:
        self.told.append("rejoin" if rejoin else "lost")


class Desk:
    """An attachment to ada's fractions, with everything around it."""

    def __init__(self) -> None:
        self.lessons = FakeLessons()
        self.sessions = FakeSessions(self.lessons)
        self.sink = Sink()
        self.host = Host()
        self.attachment = Attachment(self.host, Outbox(self.sink, lambda: None))

    @property
    def session(self) -> FakeSession:
        return self.lessons.session("ada", "fractions")

    async def attach(self, *, after: int = 0) -> Attachment:
        self.attachment.take(
            await self.lessons.join("ada", "fractions", restart=False, subscriber=self.attachment)
        )
        await self.attachment.go_live(self.sessions, after)
        return self.attachment

    def seqs(self) -> list[object]:
        return [frame["seq"] for frame in self.sink.frames if frame["type"] == "message"]


@pytest.mark.parametrize("rows", [0, 1, PAGE, PAGE + 1, 3 * PAGE])
async def test_w_12_missed_rows_come_in_pages_and_once(rows: int) -> None:
    desk = Desk()
    for n in range(rows):
        desk.session.append(str(n))
    await desk.attach()
    desk.session.append("live")
    assert desk.seqs() == list(range(1, rows + 2))
    assert desk.sessions.reads == -(-rows // PAGE)


async def test_a_brand_new_sessions_first_events_need_no_reading() -> None:
    desk = Desk()
    seat = await desk.lessons.join("ada", "fractions", restart=False, subscriber=desk.attachment)
    desk.attachment.take(seat)
    desk.session.append("first")
    assert desk.seqs() == []
    await desk.attachment.go_live(desk.sessions, 0)
    assert (desk.seqs(), desk.sessions.reads) == ([1], 0)


async def test_rows_that_are_not_there_are_an_error_and_no_endless_loop() -> None:
    desk = Desk()
    desk.session.append("1")
    desk.attachment.take(
        await desk.lessons.join("ada", "fractions", restart=False, subscriber=desk.attachment)
    )
    desk.session.rows.clear()
    with pytest.raises(StoreUnavailable):
        await desk.attachment.go_live(desk.sessions, 0)


async def test_w_05_only_an_open_frame_is_answered_and_only_once() -> None:
    desk = Desk()
    attachment = await desk.attach()
    ack = encode(Ack(id=ID, seq=1))
    attachment.answer(ID, ack)
    desk.session.silent = True
    assert attachment.offer(Hint(id=ID))
    attachment.answer(ID, ack)
    attachment.answer(ID, ack)
    assert [frame["type"] for frame in desk.sink.frames] == ["ack"]


async def test_a_full_mailbox_refuses_an_offer_and_keeps_nothing_open() -> None:
    desk = Desk()
    attachment = await desk.attach()
    desk.session.room.clear()
    assert not attachment.offer(Hint(id=ID))
    pushing = asyncio.ensure_future(attachment.push(Hint(id=ID)))
    await asyncio.sleep(0)
    desk.session.room.set()
    await pushing
    assert [frame["type"] for frame in desk.sink.frames] == ["ack", "message"]


@pytest.mark.parametrize("way", ["offer", "push"])
async def test_w_22_a_frame_for_a_dead_session_is_answered_by_its_end(way: str) -> None:
    desk = Desk()
    attachment = await desk.attach()
    desk.session.dead = True
    if way == "offer":
        assert attachment.offer(Hint(id=ID))
    else:
        await attachment.push(Hint(id=ID))
    assert desk.sink.frames == []
    attachment.down("crash")
    assert [(f["code"], f["id"]) for f in desk.sink.frames] == [("restarted", ID)]
    assert desk.host.told == ["rejoin"]


@pytest.mark.parametrize(
    ("reason", "code", "told"),
    [
        ("crash", "restarted", "rejoin"),
        ("shutdown", "unavailable", "lost"),
        ("ended", "not_joined", "lost"),
        ("quarantined", "quarantined", "lost"),
    ],
)
async def test_each_end_of_a_session_has_its_word(reason: str, code: str, told: str) -> None:
    desk = Desk()
    await desk.attach()
    desk.session.end(reason)
    assert [frame["code"] for frame in desk.sink.frames] == [code]
    assert desk.host.told == [told]


async def test_w_18_after_a_takeover_nothing_comes_through() -> None:
    desk = Desk()
    attachment = await desk.attach()
    attachment.taken_over()
    attachment.taken_over()
    attachment.deliver(1, b"{}")
    attachment.down("crash")
    with pytest.raises(WireError, match="has ended"):
        attachment.offer(Hint(id=ID))
    await attachment.leave()
    assert desk.sink.frames == []
    assert desk.host.told == ["replaced"]
    assert desk.session.subscriber is attachment, "the session let it go, not the attachment"


async def test_leaving_tells_the_sender_of_an_unanswered_frame_to_send_it_again() -> None:
    desk = Desk()
    attachment = await desk.attach()
    desk.session.silent = True
    attachment.offer(Hint(id=ID))
    await attachment.leave()
    attachment.deliver(1, b"{}")
    assert [(f["code"], f["id"]) for f in desk.sink.frames] == [("restarted", ID)]
    assert desk.session.subscriber is None


async def test_an_offer_that_fails_leaves_nothing_open() -> None:
    desk = Desk()
    attachment = await desk.attach()
    desk.session.subscriber = None
    for _ in range(2):
        with pytest.raises(AssertionError):
            attachment.offer(Hint(id=ID))
    with pytest.raises(AssertionError):
        await attachment.push(Hint(id=ID))
    attachment.down("crash")
    assert [frame.get("id") for frame in desk.sink.frames] == [None]


async def test_w_12_a_live_frame_the_terminal_has_is_not_sent_again() -> None:
    desk = Desk()
    desk.session.append("1")
    attachment = await desk.attach()
    attachment.deliver(1, b'{"type":"message","seq":1}')
    assert desk.seqs() == [1]
