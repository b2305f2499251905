from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.fake_server import COURSES, QUESTION, FakeServer, said
from tutor_shared.errors import UsageError, WireError
from tutor_shared.wire import frames
from tutor_tui.link.ending import CLOSED
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.link.events import Connected, Doubtful, Incoming, Lost, Refused, TakenOver
from tutor_tui.link.server_link import STREAM_LIMIT, ServerLink

FIRST = frames.Next(id="frame-0000000001")


class Follower:
    """Reads a link's stream up to what is waited for."""

    def __init__(self, link: ServerLink) -> None:
        self._events = link.events()
        self.seen: list[Incoming] = []

    async def until(self, kind: type[Incoming], seq: int | None = None) -> Incoming:
        """The next event of a kind, or of that number."""
        async for event in self._events:
            self.seen.append(event)
            if isinstance(event, kind) and seq in (None, getattr(event, "seq", None)):
                return event
        raise AssertionError(f"the stream ended before {kind.__name__}: {self.seen}")

    async def rest(self) -> list[Incoming]:
        """What is left, up to the end."""
        return [event async for event in self._events]

    def numbers(self) -> list[int]:
        """The numbers of the events of the lesson, as they were seen."""
        numbered = frames.State | frames.Message | frames.Progress
        return [event.seq for event in self.seen if isinstance(event, numbered)]


def link_to(
    server: FakeServer,
    *,
    token: str | None = None,
    waits: Iterator[float] | None = None,
    reply_limit_s: float = 10.0,
) -> ServerLink:
    async def locate() -> Endpoint:
        return Endpoint(server.url, token)

    return ServerLink(
        locate,
        client="test",
        random=(lambda: next(waits)) if waits else lambda: 0.0,
        reply_limit_s=reply_limit_s,
    )


@contextlib.asynccontextmanager
async def seated(
    server: FakeServer, *, reply_limit_s: float = 10.0
) -> AsyncIterator[tuple[ServerLink, Follower]]:
    link = link_to(server, reply_limit_s=reply_limit_s)
    await link.open()
    try:
        await link.join("fractions")
        follower = Follower(link)
        await follower.until(frames.Message, 4)
        yield link, follower
    finally:
        await link.close()


async def test_the_token_travels_in_a_header_and_never_in_the_address() -> None:
    async with FakeServer(token="s3cret") as server:
        link = link_to(server, token="s3cret")
        await link.open()
        await link.welcomed()
        await link.close()
    (headers,) = server.headers
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Sec-WebSocket-Protocol"] == "tutor.v1"
    assert "Sec-WebSocket-Extensions" not in headers
    assert server.of(frames.Hello) == [frames.Hello(protocol=1, client="test")]


async def test_requests_bring_their_replies() -> None:
    async with FakeServer() as server, seated(server) as (link, _):
        assert await link.courses() == COURSES
        assert await link.record("fractions") == []
        await link.leave()
    assert server.of(frames.Record)[0].syllabus == "fractions"
    assert len(server.of(frames.Leave)) == 1


async def test_a_refused_request_raises_what_the_server_said() -> None:
    async with FakeServer() as server:
        server.join_errors.append("unknown_syllabus")
        link = link_to(server)
        await link.open()
        with pytest.raises(WireError, match="No seat") as raised:
            await link.join("nothing")
        assert raised.value.code == "unknown_syllabus"
        await link.close()


async def test_a_lesson_frame_is_acked_and_brings_its_events() -> None:
    async with FakeServer([QUESTION]) as server, seated(server) as (link, follower):
        assert link.push(FIRST) == ""
        assert await follower.until(frames.Ack) == frames.Ack(FIRST.id, 5)
        await follower.until(frames.State, 7)
        assert follower.numbers() == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("fault", ["drop", "drop_stored"])
async def test_a_cut_before_the_ack_counts_the_frame_once(fault: str) -> None:
    server = FakeServer([QUESTION], faults=["drop" if fault == "drop" else "drop_stored"])
    async with server, seated(server) as (link, follower):
        link.push(FIRST)
        await follower.until(Lost)
        await follower.until(frames.Ack)
        if fault == "drop":
            await follower.until(frames.State, 7)
        assert follower.numbers() == [1, 2, 3, 4, 5, 6, 7]
    assert len(server.events) == 7
    assert server.of(frames.Next) == [FIRST, FIRST]
    resumed = server.of(frames.Join)[-1]
    assert (resumed.session, resumed.last_seq) == (server.session, 4)


async def test_w_22_a_crash_of_the_session_sends_the_frame_again_on_the_same_connection() -> None:
    server = FakeServer([QUESTION], faults=["restarted"])
    async with server, seated(server) as (link, follower):
        link.push(FIRST)
        await follower.until(frames.State, 7)
    assert server.of(frames.Next) == [FIRST, FIRST]
    assert server.most_open == 1
    assert len(server.headers) == 1


async def test_c_03_what_is_pushed_offline_goes_out_after_the_resume() -> None:
    async with FakeServer([QUESTION]) as server, seated(server) as (link, follower):
        server.status = 503
        server.cut()
        await follower.until(Lost)
        assert link.push(FIRST) == ""
        assert link.mark() is None
        server.status = 0
        await follower.until(frames.State, 7)


async def test_c_04_no_reply_in_time_is_told_and_mended_by_a_resume() -> None:
    server = FakeServer([QUESTION], faults=["silent"])
    async with server, seated(server, reply_limit_s=0.05) as (link, follower):
        link.push(FIRST)
        assert await follower.until(Doubtful) == Doubtful(FIRST.id)
        await follower.until(Lost)
        await follower.until(frames.State, 7)
    assert server.of(frames.Next) == [FIRST, FIRST]


async def test_c_07_a_heartbeat_without_an_answer_ends_the_connection_and_connects_anew() -> None:
    async with FakeServer(heartbeat_s=0.02) as server, seated(server) as (_, follower):
        server.answers_pings = False
        lost = await follower.until(Lost)
        assert isinstance(lost, Lost)
        assert lost.reason == "The server does not answer."
        server.answers_pings = True
        await follower.until(frames.Joined)
        assert server.most_open <= 2


async def test_c_09_a_gap_is_filled_and_repeats_are_dropped() -> None:
    async with FakeServer([QUESTION]) as server, seated(server) as (link, follower):
        server.loses = {5}
        link.push(FIRST)
        await follower.until(frames.State, 7)
        await server.send(*server.events)
        await server.say([said("notice", "Still here.")])
        await follower.until(frames.Message, 8)
        assert follower.numbers() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len(server.headers) == 1


@pytest.mark.parametrize("code", [1000, 4401])
async def test_c_05_a_clean_close_and_4401_are_not_answered_by_a_new_connection(code: int) -> None:
    async with FakeServer() as server, seated(server) as (link, follower):
        await server.close(code)
        assert isinstance(await follower.until(Refused), Refused)
        assert await follower.rest() == []
        with pytest.raises(WireError):
            await link.courses()
    assert len(server.headers) == 1


async def test_c_05_a_takeover_ends_the_link() -> None:
    async with FakeServer() as server, seated(server) as (_, follower):
        await server.bye("taken_over")
        assert await follower.until(TakenOver) == TakenOver("taken_over.")
        assert await follower.rest() == []
    assert len(server.headers) == 1


async def test_c_05_a_restart_of_the_server_is_waited_out_as_long_as_it_asked() -> None:
    async with FakeServer() as server, seated(server) as (_, follower):
        await server.bye("restart", retry_after_s=0.01)
        assert await follower.until(Lost) == Lost("restart.", 0.01)
        await follower.until(Connected)


async def test_a_wrong_token_is_refused_in_words_that_help() -> None:
    async with FakeServer(token="right") as server:
        link = link_to(server, token="wrong")
        await link.open()
        with pytest.raises(WireError, match="TUTOR_TOKEN"):
            await link.welcomed()
        await link.close()
    assert len(server.headers) == 1


async def test_an_address_where_nobody_answers_is_refused_at_once() -> None:
    server = FakeServer()
    async with server:
        pass
    link = link_to(server)
    await link.open()
    with pytest.raises(WireError, match="tutor serve"):
        await link.welcomed()
    await link.close()


async def test_an_address_that_may_come_to_life_is_tried_more_often() -> None:
    async with FakeServer() as server:
        addresses = iter(["ws://127.0.0.1:9", server.url])

        async def locate() -> Endpoint:
            return Endpoint(next(addresses))

        link = ServerLink(locate, client="test", random=lambda: 0.0, first_attempts=2)
        await link.open()
        await link.welcomed()
        await link.close()


async def test_a_server_that_cannot_be_located_ends_the_link_in_its_own_words() -> None:
    async def locate() -> Endpoint:
        raise UsageError("In use.")

    link = ServerLink(locate, client="test")
    await link.open()
    with pytest.raises(WireError, match=r"In use\."):
        await link.courses()
    await link.close()


async def test_c_01_the_window_doubles_while_the_server_is_away() -> None:
    server = FakeServer()
    async with server:
        link = link_to(server, waits=iter([0.001] * 100))
        await link.open()
        await link.welcomed()
    follower = Follower(link)
    lost = [await follower.until(Lost) for _ in range(4)]
    assert [event.retry_in_s for event in lost if isinstance(event, Lost)] == [
        0.001,
        0.002,
        0.004,
        0.008,
    ]
    await link.close()


async def test_c_06_opened_and_closed_in_any_order_there_is_one_connection_at_most() -> None:
    async with FakeServer() as server:
        link = link_to(server)
        await asyncio.gather(link.open(), link.open())
        await link.welcomed()
        await asyncio.gather(link.close(), link.open(), link.close(), link.open())
        await link.welcomed()
        await server.saw(frames.Hello, 2)
        assert server.most_open == 1
        await asyncio.gather(link.close(), link.close())


async def test_closing_ends_the_stream_cleanly_although_nobody_read_it() -> None:
    async with FakeServer() as server:
        link = link_to(server)
        await link.open()
        await link.join("fractions")
        await server.say([said("notice", str(number)) for number in range(2 * STREAM_LIMIT)])
        await link.close()
        events = [event async for event in link.events()]
    assert len(events) < STREAM_LIMIT
    with pytest.raises(WireError, match=CLOSED[:20]):
        await link.courses()


async def test_a_consumer_that_reads_late_loses_nothing_and_is_not_taken_for_a_dead_server() -> (
    None
):
    async with FakeServer(heartbeat_s=0.02) as server:
        link = link_to(server)
        await link.open()
        await link.join("fractions")
        count = 2 * STREAM_LIMIT
        saying = asyncio.create_task(
            server.say([said("notice", str(number)) for number in range(count)])
        )
        await server.saw(frames.Ping, 3)
        follower = Follower(link)
        await follower.until(frames.Message, count + 4)
        await saying
        assert follower.numbers() == list(range(1, count + 5))
        assert not any(isinstance(event, Lost) for event in follower.seen)
        await link.close()


async def test_leaving_without_a_connection_does_not_wait() -> None:
    server = FakeServer()
    link = link_to(server)
    await link.leave()
    await link.close()


async def test_frames_of_a_newer_server_are_passed_over_and_nonsense_ends_the_connection() -> None:
    async with FakeServer() as server, seated(server) as (_, follower):
        await server.send_raw(b'{"type":"fanfare","seq":99}')
        await server.say([said("notice", "Still here.")])
        await follower.until(frames.Message, 5)
        await server.send_raw(b'{"type":3}')
        await follower.until(Lost)
        await follower.until(frames.Joined)
