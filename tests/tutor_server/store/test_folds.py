"""Replacing what is derived; reading it beside others is shown in the contracts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.databases import NOW, batch, database_store, row, sqlite_url
from tutor_server.session.ports import SkillMastery
from tutor_server.store.course_history import CourseFold, CourseHistory, RunFold
from tutor_server.store.database import Database
from tutor_server.store.folds import StoredFolds

ADA = ("ada", "fractions")
KNOWN = SkillMastery("adding", 0.4, right=1, first_attempts=2)
ID = "a-client-id-of-mine"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = sqlite_url(tmp_path)
    async with database_store(url) as store:
        for user in ("bob", "ada"):
            opened = await store.session(user)
            await store.journal.append(
                batch(opened, row("½", client_id=ID), row(), masteries=[KNOWN], snapshot=b"\x00")
            )
    database = await Database.open(url)
    yield database
    await database.close()


async def test_every_learners_course_is_listed_once(database: Database) -> None:
    assert list(await StoredFolds(database).keys()) == [ADA, ("bob", "fractions")]


async def test_a_course_is_read_whole(database: Database) -> None:
    history = await StoredFolds(database).read(ADA)

    (run,) = history.runs
    assert (history.user, history.syllabus, history.masteries) == (*ADA, (KNOWN,))
    assert (run.started, run.fold) == (NOW, RunFold("exposition", 2, snapshot=b"\x00"))
    first, second = run.events
    assert (first.seq, first.client_id, first.kind, first.at) == (1, ID, "message", NOW)
    assert (first.private, second.client_id) == ('["½"]'.encode(), None)
    assert "½".encode() in first.body


async def test_a_course_nobody_began_is_empty(database: Database) -> None:
    assert await StoredFolds(database).read(("eve", "fractions")) == CourseHistory(
        "eve", "fractions"
    )


async def test_the_fold_takes_the_place_of_what_was_derived_and_of_nothing_else(
    database: Database,
) -> None:
    folds = StoredFolds(database)
    others = await folds.read(("bob", "fractions"))
    before = await folds.read(ADA)
    new = RunFold("session_complete", 2, NOW, "Well done.", b"\x01")
    known = SkillMastery("carrying", 0.9, mastered=True)

    await folds.replace([ADA], lambda history: CourseFold((new,), (known,)))

    after = await folds.read(ADA)
    assert (after.runs[0].fold, after.masteries) == (new, (known,))
    assert (after.runs[0].events, after.runs[0].started) == (before.runs[0].events, NOW)
    assert await folds.read(("bob", "fractions")) == others


async def test_what_cannot_be_folded_is_left(database: Database) -> None:
    folds = StoredFolds(database)
    before = await folds.read(ADA)

    await folds.replace([ADA], lambda history: None)

    assert await folds.read(ADA) == before


async def test_one_failure_takes_back_the_whole_transaction(database: Database) -> None:
    folds = StoredFolds(database)
    before = await folds.read(ADA)

    def fail_on_bob(history: CourseHistory) -> CourseFold:
        assert history.user == "ada"
        return CourseFold((RunFold("exposition", 9),))

    with pytest.raises(AssertionError):
        await folds.replace(list(await folds.keys()), fail_on_bob)

    assert await folds.read(ADA) == before
