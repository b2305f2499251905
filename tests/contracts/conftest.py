"""Each contract test runs over every implementation of the port."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.databases import (
    Store,
    database_store,
    empty,
    memory_store,
    postgres_database,
    sqlite_url,
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    match request.param:
        case "memory":
            opened = memory_store()
        case "sqlite":
            opened = database_store(sqlite_url(tmp_path))
        case _:
            url: str = request.getfixturevalue("postgres")
            await empty(url)
            opened = database_store(url)
    async with opened as found:
        yield found
