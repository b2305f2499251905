"""S-45: over every test of the runtime, asyncio has nothing to complain about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def s_45_asyncio_complains_of_nothing(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [record.message for record in caplog.records if record.name == "asyncio"] == []
