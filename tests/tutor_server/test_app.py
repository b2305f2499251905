"""The whole server in one process: what meets what, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.http import get
from tests.support.wire_client import WireClient
from tutor_server.app import Application, database_url, open_users
from tutor_server.settings import Settings
from tutor_server.store.database import Database
from tutor_shared.errors import StoreHeld, StoreUnusable

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def settings(folder: Path) -> Settings:
    return Settings(data_dir=folder, port=0)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """A server, by its address."""
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with Application(settings(folder)) as application:
        serving = asyncio.create_task(application.serve(address.set_result))
        try:
            ends: set[asyncio.Future[Any]] = {serving, address}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            yield serving.result() if serving.done() else address.result()
        finally:
            serving.cancel()
            await asyncio.wait({serving})


async def token_for(name: str, folder: Path) -> str:
    async with open_users(settings(folder)) as users:
        return await users.add(name, at=NOW)


async def test_a_learner_is_taught_and_comes_back_to_the_same_question(tmp_path: Path) -> None:
    token = await token_for("ada", tmp_path)
    async with running(tmp_path) as url:
        client = await WireClient.hello(url, token)
        joined = await client.join("fractions")
        assert (joined["resumed"], joined["seq"]) == (False, 0)
        await client.until("message", kind="exposition")
        for _ in range(2):
            await client.reply_to(await client.act("next"))
        question = await client.until("message", kind="question")
        await client.until("state", state="awaiting_answer")
        await client.close()
    async with running(tmp_path) as url:
        client = await WireClient.hello(url, token)
        joined = await client.join("fractions", last_seq=0)
        assert (joined["resumed"], joined["state"]) == (True, "awaiting_answer")
        assert await client.until("message", kind="question") == question
        await client.close()


async def test_users_can_be_added_beside_a_running_server(tmp_path: Path) -> None:
    async with running(tmp_path) as url:
        token = await token_for("late", tmp_path)
        client = await WireClient.hello(url, token)
        assert client.seen[0]["user"] == "late"
        await client.close()


async def test_a_second_server_on_the_same_database_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path):
        with pytest.raises(StoreHeld):
            async with running(tmp_path):
                pass


def test_without_a_database_url_it_is_sqlite_in_the_data_directory(tmp_path: Path) -> None:
    assert database_url(settings(tmp_path)) == str(tmp_path / "tutor.db")


async def test_metrics_tell_what_was_done_and_nothing_of_who_did_it(tmp_path: Path) -> None:
    token = await token_for("ada", tmp_path)
    async with running(tmp_path) as url:
        client = await WireClient.hello(url, token)
        await client.join("fractions")
        await client.until("message", kind="exposition")
        await client.reply_to(await client.act("next"))
        _, page, _ = await get(f"{url}/metrics")
        samples = dict(line.rsplit(" ", 1) for line in page.splitlines() if line[0] != "#")
        assert int(samples['tutor_turns_total{outcome="stored"}']) >= 2
        assert int(samples["tutor_journal_batch_size_sum"]) >= 2
        assert int(samples["tutor_journal_commit_seconds_count"]) >= 2
        assert samples['tutor_tools_total{outcome="done"}'] == "1"
        assert samples['tutor_sessions{state="active"}'] == "1"
        assert samples["tutor_connections"] == "1"
        assert samples['tutor_frames_total{direction="in"}'] == "3"
        assert int(samples["tutor_mailbox_depth_max"]) >= 1
        for private in ("ada", token, "fractions"):
            assert private not in page
        await client.close()


async def test_a_server_is_not_ready_while_its_loop_is_stuck_though_it_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as url:
        assert (await get(f"{url}/readyz"))[0] == 200
        # Every silence, however short, is now one too long.
        monkeypatch.setattr("tutor_server.watchdog.STUCK_S", -1.0)
        assert (await get(f"{url}/readyz"))[0] == 503
        assert (await get(f"{url}/healthz"))[0] == 200


async def test_a_server_whose_store_failed_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Database] = []
    open_database = Database.open

    async def keep(url: str, *, serve: bool = False) -> Database:
        opened.append(await open_database(url, serve=serve))
        return opened[-1]

    monkeypatch.setattr(Database, "open", keep)
    async with running(tmp_path) as url:
        opened[-1].failed.set_result(StoreUnusable("The disk is gone. Look at it."))
        assert (await get(f"{url}/readyz"))[0] == 503
