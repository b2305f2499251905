"""What every implementation promises is in `tests/contracts/`."""

from __future__ import annotations

from tests.support.databases import COURSE, NOW, batch, row
from tutor_server.store.memory import MemoryJournal, MemorySessions, MemoryStore, MemoryUsers


async def test_the_three_ports_see_one_store() -> None:
    store = MemoryStore()
    opened = await MemorySessions(store).open("ada", COURSE, restart=False, owner="t", at=NOW)

    await MemoryJournal(store).append(batch(opened, row("a")))

    assert len(await MemorySessions(store).rows(opened.session)) == 1
    assert list(await MemoryUsers(store).names()) == [("ada", 0)]


async def test_two_stores_share_nothing() -> None:
    await MemoryUsers(MemoryStore()).add("ada", at=NOW)

    assert list(await MemoryUsers(MemoryStore()).names()) == []


async def test_rows_handed_out_are_no_longer_the_stores_own() -> None:
    store = MemoryStore()
    opened = await MemorySessions(store).open("ada", COURSE, restart=False, owner="t", at=NOW)
    await MemoryJournal(store).append(batch(opened))

    list(await MemorySessions(store).rows(opened.session)).clear()

    assert len(await MemorySessions(store).rows(opened.session)) == 1
