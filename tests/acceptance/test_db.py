"""`tutor db` beside a real server: copies under load, checks, and a lesson from a restored copy."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

from tests.support.programs import add_user, serving, tutor
from tests.support.wire_client import WireClient

LEARNERS = 2
COPIES = 2

Rows = dict[str, list[tuple[int, str, str]]]


def rows(file: Path) -> Rows:
    """Every session's rows, as (seq, payload, private) in order."""
    found: Rows = {}
    with closing(sqlite3.connect(file)) as connection:
        for session, *row in connection.execute(
            "SELECT session, seq, payload, private FROM session_events ORDER BY session, seq"
        ):
            found.setdefault(session, []).append((row[0], row[1], row[2]))
    return found


async def db(command: str, *arguments: str | Path) -> CompletedProcess[str]:
    return await asyncio.to_thread(tutor, "db", command, *arguments)


class Busy:
    """A learner who asks without end; `acked` tells the last seq that was acknowledged."""

    def __init__(self, client: WireClient, session: str) -> None:
        self.client = client
        self.session = session
        self.acked = 0

    async def ask_until(self, enough: asyncio.Event) -> None:
        while not enough.is_set():
            reply = await self.client.reply_to(
                await self.client.say("What is a numerator?", intent="question")
            )
            assert reply["type"] == "ack", reply
            self.acked = reply["seq"]


async def joined(url: str, token: str) -> Busy:
    client = await WireClient.hello(url, token)
    seat = await client.join("fractions")
    await client.until("state", state="exposition")
    return Busy(client, seat["session"])


async def test_p_14_copies_under_load_restore_to_a_prefix_of_every_history(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    tokens = [add_user(data, f"learner-{number}") for number in range(LEARNERS)]
    copies = [tmp_path / f"copy-{number}.db" for number in range(COPIES)]
    acked_before: list[dict[str, int]] = []
    async with serving(data) as server:
        learners = [await joined(server.url, token) for token in tokens]
        enough = asyncio.Event()
        load = asyncio.gather(*(learner.ask_until(enough) for learner in learners))
        for copy in copies:
            acked_before.append({learner.session: learner.acked for learner in learners})
            done = await db("backup", copy, "--data-dir", data)
            assert (done.returncode, done.stderr) == (0, "")
        beside = await db("check", "--data-dir", data)
        enough.set()
        await load
        assert (beside.returncode, beside.stderr) == (0, ""), beside.stdout
        assert await server.stop() == 0

    whole, sizes = rows(data / "tutor.db"), [0]
    for checked in await asyncio.gather(*(db("check", "--database", copy) for copy in copies)):
        assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
    for copy, acked in zip(copies, acked_before, strict=True):
        held = rows(copy)
        for session, kept in held.items():
            assert [row[0] for row in kept] == list(range(1, len(kept) + 1))
            assert kept == whole[session][: len(kept)]
        assert all(len(held[session]) >= seq for session, seq in acked.items())
        sizes.append(sum(map(len, held.values())))
    assert sizes == sorted(sizes)
    assert 0 < sizes[-1] < sum(map(len, whole.values()))


async def test_a_restored_copy_goes_on_with_the_lesson(tmp_path: Path) -> None:
    data, restored = tmp_path / "data", tmp_path / "restored"
    restored.mkdir()
    token = add_user(data)
    async with serving(data) as server:
        learner = await joined(server.url, token)
        done = await db("backup", restored / "tutor.db", "--data-dir", data)
        assert done.returncode == 0
        refused = await db("rebuild", "--data-dir", data)
        assert refused.returncode == 2
        assert "Stop that one first" in refused.stderr
        await learner.client.close()
    shutil.rmtree(data)

    rebuilt = await db("rebuild", "--data-dir", restored)
    assert (rebuilt.returncode, rebuilt.stderr) == (0, ""), rebuilt.stdout
    async with serving(restored) as server:
        client = await WireClient.hello(server.url, token)
        seat = await client.join("fractions")
        assert (seat["session"], seat["state"]) == (learner.session, "exposition")
        reply = await client.reply_to(await client.act("next"))
        assert reply["type"] == "ack"
        await client.close()
