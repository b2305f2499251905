"""What every implementation promises is in `tests/contracts/test_users.py`."""

from __future__ import annotations

from pathlib import Path

from tests.support.databases import NOW, sqlite_url
from tutor_server.store.database import Database
from tutor_server.store.users import StoredUsers


async def test_a_token_in_the_clear_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    database = await Database.open(sqlite_url(tmp_path))
    token = await StoredUsers(database).add("ada", at=NOW)
    stored = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))  # noqa: ASYNC240 - a few small files
    await database.close()

    assert b"ada" in stored
    assert token.encode() not in stored


async def test_a_user_added_beside_a_server_may_come_in_at_once(tmp_path: Path) -> None:
    serving = await Database.open(sqlite_url(tmp_path), serve=True)
    beside = await Database.open(sqlite_url(tmp_path))
    token = await StoredUsers(beside).add("ada", at=NOW)
    await beside.close()

    assert await StoredUsers(serving).authenticate(token) == "ada"
    await serving.close()
