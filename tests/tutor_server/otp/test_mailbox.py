"""A bounded queue that keeps order, loses nothing, and makes writers wait."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tutor_server.otp.processes import settle
from tutor_server.otp.mailbox import Mailbox
from tutor_shared.errors import MailboxFull, NoProcess


async def test_m_09_it_holds_64_and_refuses_the_next() -> None:
    box = Mailbox[int]()
    for number in range(64):
        box.offer(number)
    with pytest.raises(MailboxFull):
        box.offer(64)
    assert len(box) == 64


def test_the_deepest_mailbox_of_all_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mailbox, "deepest", 0)
    for messages in (2, 5, 3):
        box = Mailbox[int]()
        for number in range(messages):
            box.offer(number)
        for _ in range(messages):
            box.pop()
    assert Mailbox.deepest == 5


async def test_m_09_a_writer_waits_for_room() -> None:
    box = Mailbox[str](1)
    box.offer("first")
    writing = asyncio.ensure_future(box.put("second"))
    await settle()
    assert not writing.done()
    assert await box.take() == "first"
    await writing
    assert await box.take() == "second"


async def test_an_offer_does_not_overtake_a_waiting_writer() -> None:
    box = Mailbox[str](1)
    box.offer("first")
    writing = asyncio.ensure_future(box.put("second"))
    await settle()
    box.pop()
    with pytest.raises(MailboxFull):
        box.offer("third")
    await writing
    assert box.pop() == "second"


async def test_a_cancelled_writer_withdraws_its_message() -> None:
    box = Mailbox[str](1)
    box.offer("first")
    writers = [asyncio.ensure_future(box.put(text)) for text in ("second", "third")]
    await settle()
    writers[0].cancel()
    await settle()
    assert len(box._writers or ()) == 1
    assert [await box.take(), await box.take()] == ["first", "third"]
    assert len(box) == 0


async def test_a_cancelled_reader_loses_nothing() -> None:
    box = Mailbox[str]()
    reading = asyncio.ensure_future(box.take())
    await settle()
    box.offer("kept")
    reading.cancel()
    await settle()
    assert await box.take() == "kept"


async def test_a_reader_is_woken_by_a_message() -> None:
    box = Mailbox[str]()
    reading = asyncio.ensure_future(box.take())
    await settle()
    box.offer("message")
    assert await reading == "message"


async def test_a_reader_that_waits_is_woken_to_look_again() -> None:
    box = Mailbox[str]()
    arrival = box.arrival()
    box.wake()
    assert arrival.done()
    box.wake()


async def test_closing_drops_the_messages_and_refuses_the_writers() -> None:
    box = Mailbox[str](1)
    box.offer("first")
    writing = asyncio.ensure_future(box.put("second"))
    await settle()
    box.close()
    with pytest.raises(NoProcess):
        await writing
    with pytest.raises(NoProcess):
        box.offer("third")
    with pytest.raises(NoProcess):
        await box.put("fourth")
    assert len(box) == 0


@given(capacity=st.integers(1, 5), messages=st.lists(st.integers(), max_size=40))
def test_m_08_waiting_writers_keep_their_order(capacity: int, messages: list[int]) -> None:
    async def pass_on() -> list[int]:
        box = Mailbox[int](capacity)
        writers = [asyncio.ensure_future(box.put(message)) for message in messages]
        taken = [await box.take() for _ in messages]
        await asyncio.gather(*writers)
        return taken

    assert asyncio.run(pass_on()) == messages
