from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.databases import COURSE, NOW, Store, batch, row
from tutor_server.session.ports import CourseDocument, CourseStanding, Opened, SkillMastery

NEWER = CourseDocument("fractions", "2.0.0", "sha256:2", b'{"id":"fractions","version":2}')
ALGEBRA = CourseDocument("algebra", "1.0.0", "sha256:3", b'{"id":"algebra"}')


async def _restart(store: Store, course: CourseDocument = COURSE) -> Opened:
    return await store.sessions.open("ada", course, restart=True, owner="test", at=NOW)


async def test_the_first_opening_makes_a_session(store: Store) -> None:
    opened = await store.session()

    assert opened == Opened(
        session=opened.session,
        user="ada",
        syllabus="fractions",
        content_hash="sha256:1",
        document=COURSE.document,
        epoch=1,
        last_seq=0,
        state="initializing",
        ended=False,
    )


async def test_f_12_each_opening_raises_the_epoch_of_the_same_session(store: Store) -> None:
    opened = [await store.session() for _ in range(3)]

    assert [found.epoch for found in opened] == [1, 2, 3]
    assert len({found.session for found in opened}) == 1


async def test_sessions_of_users_and_of_courses_are_apart(store: Store) -> None:
    found = {
        (await store.session(user, course)).session
        for user in ("ada", "bob")
        for course in (COURSE, ALGEBRA)
    }

    assert len(found) == 4


async def test_restart_begins_a_new_session_and_keeps_the_old_rows(store: Store) -> None:
    old = await store.session()
    await store.journal.append(batch(old))

    new = await _restart(store)

    assert new.session != old.session
    assert (new.epoch, new.last_seq, new.state, new.ended) == (1, 0, "initializing", False)
    assert len(await store.sessions.rows(old.session)) == 1
    assert (await store.session()).session == new.session


async def test_restart_without_a_session_begins_the_first(store: Store) -> None:
    assert (await _restart(store)).epoch == 1


async def test_f_10_a_session_goes_on_with_the_document_it_began_with(store: Store) -> None:
    await store.session()

    kept = await store.session(course=NEWER)

    assert (kept.content_hash, kept.document) == (COURSE.content_hash, COURSE.document)


async def test_f_10_restart_takes_the_new_document(store: Store) -> None:
    await store.session()

    new = await _restart(store, NEWER)

    assert (new.content_hash, new.document) == (NEWER.content_hash, NEWER.document)
    assert await store.sessions.document(COURSE.content_hash) == COURSE.document
    assert await store.sessions.document(NEWER.content_hash) == NEWER.document
    assert await store.sessions.document("sha256:none") is None


async def test_an_ended_session_is_opened_as_it_is(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, state="session_complete", ended=True))

    again = await store.session()

    assert (again.session, again.state, again.ended) == (opened.session, "session_complete", True)


@pytest.mark.parametrize("heard", range(7))
async def test_w_12_the_rows_after_any_number_are_the_exact_rest(store: Store, heard: int) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, *(row(str(number)) for number in range(6))))

    rest = await store.sessions.rows(opened.session, after=heard)

    assert [found.seq for found in rest] == list(range(heard + 1, 7))


async def test_rows_end_with_the_number_that_is_named(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, *(row(str(number)) for number in range(6))))

    async def seqs(after: int, upto: int) -> list[int]:
        found = await store.sessions.rows(opened.session, after=after, upto=upto)
        return [stored.seq for stored in found]

    assert await seqs(2, 4) == [3, 4]
    assert await seqs(0, 99) == [1, 2, 3, 4, 5, 6]
    assert await seqs(4, 4) == []
    assert await seqs(5, 2) == []
    assert await seqs(0, 0) == []


async def test_a_session_that_is_not_there_has_no_rows(store: Store) -> None:
    assert list(await store.sessions.rows("no-such-session")) == []


async def test_w_08_an_id_is_found_in_its_own_session_only(store: Store) -> None:
    ada, bob = await store.session("ada"), await store.session("bob")
    await store.journal.append(batch(ada, row(), row(client_id="a-client-id-of-mine")))

    assert await store.sessions.find(ada.session, "a-client-id-of-mine") == (2, b"hash")
    assert await store.sessions.find(bob.session, "a-client-id-of-mine") is None


async def test_standings_tell_of_the_present_run(store: Store) -> None:
    fractions, algebra = await store.session(), await store.session(course=ALGEBRA)
    known = SkillMastery("adding", 0.97, mastered=True)
    await store.journal.append(batch(fractions, masteries=[known, replace(known, skill="b")]))
    await store.journal.append(batch(algebra, state="session_complete", ended=True))

    assert list(await store.sessions.standings("ada")) == [
        CourseStanding("algebra", "complete", 0),
        CourseStanding("fractions", "active", 2),
    ]
    assert list(await store.sessions.standings("bob")) == []


async def test_a_course_begun_again_is_active_and_keeps_what_is_mastered(store: Store) -> None:
    opened = await store.session()
    known = SkillMastery("adding", 0.97, mastered=True)
    await store.journal.append(
        batch(opened, state="session_complete", ended=True, masteries=[known])
    )
    await _restart(store)

    assert list(await store.sessions.standings("ada")) == [CourseStanding("fractions", "active", 1)]


async def test_a_skill_not_mastered_is_not_counted(store: Store) -> None:
    opened = await store.session()
    await store.journal.append(batch(opened, masteries=[SkillMastery("adding", 0.3)]))

    assert list(await store.sessions.standings("ada")) == [CourseStanding("fractions", "active", 0)]


async def test_history_runs_through_all_sessions_of_the_course_oldest_first(store: Store) -> None:
    first = await store.session()
    await store.journal.append(batch(first, row("a"), row("b")))
    second = await _restart(store)
    await store.journal.append(batch(second, row("c")))
    other = await store.session(course=ALGEBRA)
    await store.journal.append(batch(other, row("z")))

    assert list(await store.sessions.history("ada", "fractions")) == [b'["a"]', b'["b"]', b'["c"]']
    assert list(await store.sessions.history("bob", "fractions")) == []
