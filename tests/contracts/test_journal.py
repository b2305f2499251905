from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.databases import COURSE, NOW, Store, batch, row
from tutor_server.session.ports import Batch, Opened, SkillMastery
from tutor_shared.errors import IdConflict, IdRepeated, StaleEpoch
from tutor_shared.ids import new_id

MINE = "a-client-id-of-mine"


async def _seqs(store: Store, opened: Opened) -> list[int]:
    return [stored.seq for stored in await store.sessions.rows(opened.session)]


async def test_w_11_a_session_counts_from_one_without_a_gap(store: Store) -> None:
    opened = await store.session()

    assert await store.journal.append(batch(opened, row("a"), row("b"))) == 1
    assert await store.journal.append(batch(opened, row("c"))) == 3
    assert await _seqs(store, opened) == [1, 2, 3]


async def test_w_11_appends_sent_together_get_consecutive_numbers_in_order(store: Store) -> None:
    opened = await store.session()

    firsts = await asyncio.gather(
        *(store.journal.append(batch(opened, row("a"), row("b"))) for _ in range(20))
    )

    assert firsts == list(range(1, 41, 2))
    assert await _seqs(store, opened) == list(range(1, 41))


async def test_a_row_is_stored_as_it_was_given(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, row("½ Ünïcode", client_id=MINE), row("plain")))

    first, second = await store.sessions.rows(opened.session)

    assert (first.kind, first.body) == ("message", '{"type":"message","text":"½ Ünïcode"}'.encode())
    assert first.private == '["½ Ünïcode"]'.encode()
    assert (first.client_id, first.body_hash) == (MINE, b"hash")
    assert (second.client_id, second.body_hash) == (None, None)


async def test_w_06_the_same_id_and_body_gets_the_same_seq_and_no_second_row(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened))
    sent = batch(opened, row("5/6", client_id=MINE), row("state"))
    first = await store.journal.append(sent)

    for _ in range(3):
        with pytest.raises(IdRepeated) as repeated:
            await store.journal.append(sent)
        assert repeated.value.seq == first == 2

    assert await _seqs(store, opened) == [1, 2, 3]


async def test_w_06_an_id_is_known_after_the_database_is_opened_anew(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, row("5/6", client_id=MINE)))

    async with store.reopen() as later:
        again = await later.session()
        with pytest.raises(IdRepeated) as repeated:
            await later.journal.append(batch(again, row("5/6", client_id=MINE)))

    assert repeated.value.seq == 1


async def test_w_06_of_two_equal_appends_sent_together_one_is_stored(store: Store) -> None:
    opened = await store.session()
    sent = batch(opened, row("5/6", client_id=MINE))

    results = await asyncio.gather(
        *(store.journal.append(sent) for _ in range(2)), return_exceptions=True
    )

    assert results[0] == 1
    assert isinstance(results[1], IdRepeated)
    assert results[1].seq == 1
    assert await _seqs(store, opened) == [1]


async def test_w_07_the_same_id_with_another_body_conflicts_and_the_first_is_kept(
    store: Store,
) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, row("5/6", client_id=MINE)))

    with pytest.raises(IdConflict):
        await store.journal.append(batch(opened, row("2/5", client_id=MINE, body_hash=b"other")))

    (kept,) = await store.sessions.rows(opened.session)
    assert b"5/6" in kept.body


async def test_w_07_a_refused_batch_stores_nothing_and_its_other_ids_may_be_used(
    store: Store,
) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, row(client_id=MINE)))
    other = new_id()

    with pytest.raises(IdConflict):
        await store.journal.append(
            batch(opened, row(client_id=other), row(client_id=MINE, body_hash=b"other"))
        )

    assert await store.journal.append(batch(opened, row(client_id=other))) == 2


async def test_w_07_one_id_twice_in_a_batch_conflicts(store: Store) -> None:
    opened = await store.session()

    with pytest.raises(IdConflict):
        await store.journal.append(batch(opened, row(client_id=MINE), row(client_id=MINE)))

    assert await _seqs(store, opened) == []


async def test_w_08_equal_ids_of_two_users_are_independent(store: Store) -> None:
    ada, bob = await store.session("ada"), await store.session("bob")

    for_ada, for_bob = await asyncio.gather(
        store.journal.append(batch(ada, row("a", client_id=MINE))),
        store.journal.append(batch(bob, row("b", client_id=MINE, body_hash=b"other"))),
    )

    assert (for_ada, for_bob) == (1, 1)
    assert await store.sessions.find(bob.session, MINE) == (1, b"other")


async def test_f_12_a_stale_epoch_is_refused(store: Store) -> None:
    old = await store.session()
    new = await store.session()

    with pytest.raises(StaleEpoch):
        await store.journal.append(batch(old))

    assert await store.journal.append(batch(new)) == 1


async def test_f_12_a_stale_owner_hears_so_even_when_it_repeats_an_id(store: Store) -> None:
    old = await store.session()
    await store.journal.append(batch(old, row(client_id=MINE)))
    await store.session()

    with pytest.raises(StaleEpoch):
        await store.journal.append(batch(old, row(client_id=MINE)))


async def test_f_12_restart_fences_the_owner_of_the_session_before(store: Store) -> None:
    old = await store.session()
    await store.sessions.open("ada", COURSE, restart=True, owner="test", at=NOW)

    with pytest.raises(StaleEpoch):
        await store.journal.append(batch(old))


async def test_a_session_nobody_opened_is_stale(store: Store) -> None:
    with pytest.raises(StaleEpoch):
        await store.journal.append(Batch("no-such-session", 1, (row(),), "exposition", NOW))


async def test_a_refused_batch_leaves_the_others_of_its_group_alone(store: Store) -> None:
    stale = await store.session("ada")
    ada, bob = await store.session("ada"), await store.session("bob")

    results = await asyncio.gather(
        store.journal.append(batch(ada)),
        store.journal.append(batch(stale)),
        store.journal.append(batch(bob)),
        store.journal.append(batch(ada)),
        return_exceptions=True,
    )

    assert [results[0], results[2], results[3]] == [1, 1, 2]
    assert isinstance(results[1], StaleEpoch)


async def test_the_history_tells_the_state_after_the_last_batch(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, snapshot=b"\x00snap"))
    await store.journal.append(batch(opened, state="awaiting_answer"))

    again = await store.session()

    assert (again.state, again.last_seq, again.ended) == ("awaiting_answer", 2, False)
    assert again.snapshot == b"\x00snap"
    assert again.epoch == opened.epoch + 1


async def test_a_batch_without_rows_changes_the_history_only(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened))

    empty = Batch(opened.session, opened.epoch, (), "exposition", NOW, snapshot=b"snap")
    assert await store.journal.append(empty) == 2

    again = await store.session()
    assert (again.last_seq, again.snapshot) == (1, b"snap")


async def test_an_ended_session_stays_ended(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(
        batch(opened, state="session_complete", ended=True, summary="Well done.")
    )
    await store.journal.append(batch(opened, state="session_complete"))

    assert (await store.session()).ended


async def test_masteries_are_stored_with_the_rows_they_follow_from(store: Store) -> None:
    opened = await store.session()
    first = SkillMastery("adding", 0.4, right=1, first_attempts=2)
    second = SkillMastery("adding", 0.96, mastered=True, right=2, first_attempts=3)
    other = SkillMastery("carrying", 0.2)

    await asyncio.gather(
        store.journal.append(batch(opened, masteries=[first, other])),
        store.journal.append(batch(opened, masteries=[second])),
    )

    assert list(await store.sessions.masteries("ada", "fractions")) == [second, other]


async def test_a_refused_batch_changes_no_mastery(store: Store) -> None:
    stale = await store.session()
    await store.session()

    with pytest.raises(StaleEpoch):
        await store.journal.append(batch(stale, masteries=[SkillMastery("adding", 1.0)]))

    assert list(await store.sessions.masteries("ada", "fractions")) == []


async def test_everything_acked_is_there_after_reopening(store: Store) -> None:
    opened = await store.session()
    for number in range(5):
        await store.journal.append(batch(opened, row(str(number))))

    async with store.reopen() as later:
        rows = await later.sessions.rows(opened.session)

    assert [stored.private for stored in rows] == [b'["%d"]' % number for number in range(5)]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(0, 5)), max_size=30))
async def test_w_11_any_interleaving_numbers_each_session_from_one(
    store: Store, turns: list[tuple[int, int, int]]
) -> None:
    run = new_id()
    opened = [await store.session(f"{run}{user}") for user in range(4)]

    results = await asyncio.gather(
        *(
            store.journal.append(batch(opened[user], row(client_id=f"{id:0>16}"), *[row()] * more))
            for user, more, id in turns
        ),
        return_exceptions=True,
    )

    for user, session in enumerate(opened):
        stored = await store.sessions.rows(session.session)
        assert [found.seq for found in stored] == list(range(1, len(stored) + 1))
        first_of = {found.client_id: found.seq for found in stored if found.client_id}
        for (who, _, id), result in zip(turns, results, strict=True):
            if who == user:
                seq = result.seq if isinstance(result, IdRepeated) else result
                assert seq == first_of[f"{id:0>16}"]
