"""`tutor serve` as a real process: a lesson over a real socket, stops, kills, and bad input."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.support.courses import course_text, write_course
from tests.support.programs import add_user, serving, tutor
from tests.support.solver import Solver, known_error, right
from tests.support.wire_client import WireClient
from tutor_shared.syllabus.loader import read_document
from tutor_shared.syllabus.shelf import Shelf

COURSE = read_document(Shelf().get("fractions")[1])
SOLVER = Solver(COURSE)


def latest(client: WireClient, kind: str) -> dict[str, Any]:
    """The last message of this kind."""
    return next(f for f in reversed(client.seen) if f.get("kind") == kind)


def answer_to(frame: dict[str, Any], *, wrong: bool = False) -> str | None:
    """The answer to a question that was shown."""
    variant = SOLVER.variant(frame["text"])
    assert variant is not None, frame["text"]
    options = {option["key"]: option["text"] for option in frame.get("options") or ()}
    return known_error(variant.block, options) if wrong else right(variant.block, options)


async def one_step(client: WireClient, state: str) -> None:
    """Do what a diligent learner does in this state."""
    if state == "awaiting_answer":
        answer = answer_to(latest(client, "question"))
        assert answer is not None
        sent = await client.say(answer, intent="answer")
    else:
        sent = await client.act("next")
    reply = await client.reply_to(sent)
    assert reply["type"] == "ack", reply


async def from_the_start(client: WireClient) -> dict[str, Any]:
    """Join as a terminal that has seen nothing yet, and read all there is."""
    joined = await client.join("fractions", last_seq=0)
    if joined["seq"]:
        await client.until_seq(joined["seq"])
    return joined


async def settled(client: WireClient) -> str:
    """Wait for the end of the turn; the state it ended in."""
    refs = f"mark-{len(client.seen)}"
    while True:
        await client.send("ping", ref=refs)
        await client.until("pong", ref=refs)
        states = [f["state"] for f in client.seen if f["type"] in ("state", "joined")]
        if states[-1] not in {"initializing", "evaluating_answer"}:
            return str(states[-1])


async def test_a_whole_course_over_a_real_socket(tmp_path: Path) -> None:
    token = add_user(tmp_path)
    async with serving(tmp_path) as server:
        client = await WireClient.hello(server.url, token)
        await client.join("fractions")
        for _ in range(300):
            state = await settled(client)
            if state == "session_complete":
                break
            await one_step(client, state)
        assert latest(client, "summary")["text"]
        numbers = client.numbered()
        assert numbers == list(range(1, len(numbers) + 1))
        questions = sum(f.get("kind") == "question" for f in client.seen)
        assert questions == sum(len(topic.questions) for topic in COURSE.topics)
        record = await client.request("record", "record")
        assert record["courses"][0]["questions_done"] == questions
        await client.close()


async def test_p_01_kill_minus_nine_in_mid_lesson_loses_nothing_acked(tmp_path: Path) -> None:
    token = add_user(tmp_path)
    acked: dict[str, int] = {}
    last_seq = 0
    for round_number in range(4):
        async with serving(tmp_path) as server:
            client = await WireClient.hello(server.url, token)
            joined = await from_the_start(client)
            assert joined["seq"] >= last_seq
            for _ in range(6):
                state = await settled(client)
                asked = "question" if state == "awaiting_answer" else None
                if asked:
                    answer = answer_to(latest(client, "question"), wrong=True) or "7777"
                    sent = await client.say(answer, intent="answer")
                else:
                    sent = await client.act("next")
                reply = await client.reply_to(sent)
                if reply["type"] == "ack":
                    acked[sent] = reply["seq"]
            server.kill()
            await client.until_closed()
            last_seq = max([*client.numbered(), last_seq])
        assert len(acked) > round_number
    async with serving(tmp_path) as server:
        client = await WireClient.hello(server.url, token)
        await from_the_start(client)
        await settled(client)
        numbers = client.numbered()
        assert numbers == list(range(1, len(numbers) + 1))
        assert max(acked.values()) <= numbers[-1]
        for sent, seq in acked.items():
            frame = next(f for f in client.seen if f.get("seq") == seq)
            assert (
                frame.get("id", sent) == sent
                or frame["type"] != "message"
                or (frame["author"] != "learner")
            )
        await client.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_p_09_a_signal_stops_it_with_status_zero_and_says_bye(
    tmp_path: Path, number: signal.Signals
) -> None:
    token = add_user(tmp_path)
    async with serving(tmp_path) as server:
        client = await WireClient.hello(server.url, token)
        await client.join("fractions")
        closed = asyncio.create_task(client.until_closed())
        assert await server.stop(number) == 0
        assert await closed == 1012
        bye = client.seen[-1]
        assert (bye["type"], bye["code"]) == ("bye", "restart")
        assert bye["retry_after_s"] > 0


async def test_a_6_a_broken_course_is_told_to_the_host_and_its_errors_not_to_learners(
    tmp_path: Path,
) -> None:
    write_course(tmp_path / "courses", course_text(question="tests: {correct: [1/7]}"))
    token = add_user(tmp_path / "data")
    async with serving(tmp_path / "data", "--syllabi", str(tmp_path / "courses")) as server:
        client = await WireClient.hello(server.url, token)
        refused = await client.request("join", "error", syllabus="example")
        assert refused["code"] == "invalid_syllabus"
        assert refused["message"] == (
            "This course cannot be taught at present; tell whoever runs the server."
        )
        await client.close()
        warned = [line for line in server.log.read_text().splitlines() if "course.broken" in line]
    assert len(warned) == 1
    assert "author-test-fails" in warned[0]
    assert '"warning"' in warned[0]


async def test_health_is_told_over_plain_http(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        for path in ("/healthz", "/readyz"):
            url = server.url.replace("ws://", "http://") + path
            response = await asyncio.to_thread(urllib.request.urlopen, url)
            assert response.status == 200


async def test_a_second_server_on_the_same_folder_is_refused_and_names_the_first(
    tmp_path: Path,
) -> None:
    async with serving(tmp_path):
        second = await asyncio.to_thread(tutor, "serve", "--port", "0", "--data-dir", tmp_path)
        assert second.returncode == 2
        assert "tutor serve" in second.stderr
        assert "Traceback" not in second.stderr


def test_a_port_in_use_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = tutor("serve", "--port", str(taken.getsockname()[1]), "--data-dir", tmp_path)
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_beyond_loopback_it_wants_tls_or_a_word_that_it_is_meant(tmp_path: Path) -> None:
    done = tutor("serve", "--host", "0.0.0.0", "--data-dir", tmp_path)
    assert done.returncode == 2
    assert "--insecure" in done.stderr


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.write_text("no folder")
    done = tutor("serve", "--data-dir", file / "below")
    assert done.returncode == 2
    assert "--data-dir" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "tutor.db").write_bytes(b"this is no database" * 100)
    done = tutor("serve", "--port", "0", "--data-dir", tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "tutor.db").read_bytes().startswith(b"this is no database")


async def test_w_01_and_junk_a_hostile_client_disturbs_nobody(tmp_path: Path) -> None:
    token = add_user(tmp_path)
    async with serving(tmp_path) as server:
        ada = await WireClient.hello(server.url, token)
        await ada.join("fractions")
        await ada.until("message", kind="exposition")
        wrong = await WireClient.connect(server.url)
        await wrong.send("hello", protocol=1, client="tests", token="not-a-token")
        assert await wrong.until_closed() == 4401
        early = await WireClient.connect(server.url)
        await early.send("list", ref="r1")
        assert await early.until_closed() == 4401
        huge = await WireClient.hello(server.url, token)
        await huge.raw(b'"' + b"x" * 65_536 + b'"')
        assert await huge.until_closed() == 1009
        junk = await WireClient.hello(server.url, token)
        await junk.raw(b"\x1b[31m{")
        assert (await junk.until("error"))["code"] == "bad_frame"
        await junk.raw(b'{"type":"say","id":"0123456789abcdef","text":"a\\u0000"}')
        assert (await junk.until("error"))["id"] == "0123456789abcdef"
        reply = await ada.reply_to(await ada.say("\x1b]0;pwned\x07what is a numerator?"))
        assert reply["type"] == "ack"
        said = await ada.until("message", author="learner")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said["text"])
        for client in (ada, junk):
            await client.close()
        assert await server.stop() == 0
    assert "Traceback" not in server.log.read_text()


def test_a_removed_user_cannot_come_in_and_the_list_shows_who_can(tmp_path: Path) -> None:
    add_user(tmp_path, "ada")
    listed = tutor("user", "list", "--data-dir", tmp_path)
    assert "ada" in listed.stdout
    assert tutor("user", "remove", "ada", "--data-dir", tmp_path).returncode == 0
    unknown = tutor("user", "remove", "nobody", "--data-dir", tmp_path)
    assert unknown.returncode == 2
    assert "tutor user list" in unknown.stderr
