"""Histories of lessons: as values for pure tests, and really taught into a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec.structs import replace
from sqlalchemy import Connection, text

from tests.support.classroom import Learner, classroom
from tests.support.lessons import Driven
from tutor_server.maintenance.refold import refold
from tutor_server.session.machine import WAITING
from tutor_server.store.course_history import CourseHistory, RecordedEvent, Run, RunFold
from tutor_server.store.database import Database
from tutor_server.store.journal import JournalWriter
from tutor_server.store.sessions import StoredSessions
from tutor_server.tools.toolbox import Toolbox

STARTED: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
#: What a finished lesson of the small course is answered with, by the way the question starts.
_RIGHT: Final = {"What is 1/2": "5/6", "Say 7": "7"}

_DERIVED: Final = (
    "SELECT session, state, last_seq, ended, summary FROM session_histories ORDER BY session",
    (
        'SELECT "user", syllabus, skill, mastery, mastered, "right", first_attempts'
        ' FROM skill_masteries ORDER BY "user", syllabus, skill'
    ),
    'SELECT "user", syllabus, skill FROM review_cards ORDER BY "user", syllabus, skill',
)
_SNAPSHOTS: Final = "SELECT session, snapshot FROM session_histories ORDER BY session"
_FORGET: Final = (
    "DELETE FROM skill_masteries",
    "DELETE FROM review_cards",
    (
        "UPDATE session_histories SET state = 'initializing', last_seq = 0, ended = NULL,"
        " summary = NULL, snapshot = NULL"
    ),
)


def recorded(lesson: Driven) -> tuple[RecordedEvent, ...]:
    """A lesson's rows as a database gives them back, one a second."""
    return tuple(
        RecordedEvent(
            row.seq, row.client_id, row.kind, row.body, row.private, _at(row.seq)
        )
        for row in lesson.stored()
    )  # fmt: skip


def history(*lessons: Driven, user: str = "ada") -> CourseHistory:
    """A course taught in these sessions, with nothing derived yet."""
    empty = RunFold("initializing", 0)
    return CourseHistory(
        user,
        "small",
        tuple(
            Run(lesson.state.session, _at(1000 * number), empty, recorded(lesson))
            for number, lesson in enumerate(lessons)
        ),
    )


def sound(*lessons: Driven) -> CourseHistory:
    """The same, with everything derived as it has to be."""
    bare = history(*lessons)
    derived = refold(bare)
    assert derived is not None
    return CourseHistory(
        bare.user,
        bare.syllabus,
        tuple(replace(run, fold=fold) for run, fold in zip(bare.runs, derived.runs, strict=True)),
        derived.masteries,
    )


def finished(session: str = "session-that-is-over") -> Driven:
    """A lesson to its end: a known error, a hint, then what is right."""
    lesson = Driven(session=session)
    lesson.to_question("half-plus-third")
    lesson.say("2/5")
    lesson.hint()
    lesson.say("5/6")
    for _ in range(50):
        if lesson.done:
            return lesson
        at = lesson.state.at
        if at is None or at.done:
            lesson.next()
        else:
            lesson.skip()
    raise AssertionError("it never ended")


async def taught(database: Database) -> None:
    """Real sessions: one finished and begun again, one long, one left unfinished, one just begun."""
    journal, sessions = JournalWriter(database), StoredSessions(database)
    await journal.start()
    tools = Toolbox(sessions)
    async with classroom(journal=journal, sessions=sessions, tools=tools) as room:
        await _to_the_end(await room.join("ada"))
        await _answering(await room.join("ada", restart=True), "b")
        bob = await room.join("bob")
        await _answering(bob, "b")
        for _ in range(30):
            await bob.say("Why is that so?", "question")
        eve = await room.join("eve")
        await _answering(eve, "a")
        await (await room.join("eve", restart=True)).until_state("exposition")
        await (await room.join("zoë")).until_state("exposition")
    await journal.stop()


async def derived(database: Database) -> list[list[tuple[object, ...]]]:
    """What stands in every derived table and column but the snapshots."""
    return await database.read(lambda connection: [_rows(connection, one) for one in _DERIVED])


async def snapshots(database: Database) -> dict[object, bytes | None]:
    """The snapshots, by session."""
    rows = await database.read(lambda connection: _rows(connection, _SNAPSHOTS))
    return {row[0]: row[1] for row in rows}  # type: ignore[misc]  # the column holds bytes


async def forget(database: Database) -> None:
    """Take away everything derived."""
    await run(database, *_FORGET)


async def run(database: Database, *statements: str) -> None:
    """Run statements in one transaction."""

    def work(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    await database.write(work)


def _rows(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement))]


def _at(second: int) -> datetime:
    return STARTED + timedelta(seconds=second)


async def _to_the_end(learner: Learner) -> None:
    while (state := await _settled(learner)) != "session_complete":
        open_now = state in {"awaiting_answer", "guiding_student"}
        right = next((_RIGHT[start] for start in _RIGHT if start in _asked(learner)), "a")
        await (learner.say(right) if open_now else learner.next())


async def _answering(learner: Learner, answer: str) -> None:
    await learner.until_state("exposition")
    while await _settled(learner) != "awaiting_answer":
        await learner.next()
    await learner.say(answer, "answer")
    await _settled(learner)


async def _settled(learner: Learner) -> str:
    await learner.until(lambda me: me.states() and me.states()[-1] in WAITING)
    return learner.states()[-1]


def _asked(learner: Learner) -> str:
    questions: Sequence[str] = [f["text"] for f in learner.seen if f.get("kind") == "question"]
    return questions[-1] if questions else ""
