"""What a session needs from the world, as Protocols the adapters implement.

One contract suite (`tests/contracts/`) runs over every implementation of each.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Final, Literal, Protocol

import msgspec

from tutor_server.pedagogy.mastery import SkillMastery as SkillMastery  # noqa: PLC0414 - part of the ports
from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.verdict import Verdict
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.wire.frames import CourseStatus, LessonFrame, StateName

RowKind = Literal["state", "message", "progress"]


class NewRow(msgspec.Struct, frozen=True):
    """A numbered frame before it has its number.

    `body` is the frame's JSON without `seq`; `private` is JSON only the server may read (the facts
    the row stands for). The first row a client's frame causes carries `client_id` and `body_hash`.
    """

    kind: RowKind
    body: bytes
    private: bytes = b"[]"
    client_id: str | None = None
    body_hash: bytes | None = None


class Batch(msgspec.Struct, frozen=True):
    """What one turn of a session stores, all or nothing.

    `state` and `closed` describe the session after the rows; `masteries` are derived values that
    changed; `snapshot`, when given, is a cache of the state after the last row.
    """

    session: str
    epoch: int
    rows: tuple[NewRow, ...]
    state: StateName
    at: datetime
    masteries: tuple[SkillMastery, ...] = ()
    snapshot: bytes | None = None
    ended: bool = False
    summary: str | None = None


class StoredRow(msgspec.Struct, frozen=True):
    """A row as it was committed."""

    seq: int
    kind: RowKind
    body: bytes
    private: bytes
    client_id: str | None = None
    body_hash: bytes | None = None


#: A commit that takes longer, in seconds, is not known to have happened.
COMMIT_S: Final = 10.0


class Journal(Protocol):
    """Appends, grouped over all sessions into one durable transaction."""

    async def append(self, batch: Batch) -> int:
        """Commit the batch and return the seq of its first row.

        Returning means the commit survives a power cut. It takes `COMMIT_S` seconds at most; what
        is not known by then is told as StoreUnavailable. The caller's cancellation does not undo
        an append that was accepted; it only stops the waiting.

        Raises:
            StaleEpoch: the session has another owner now.
            IdRepeated: a row with the same client id and hash is there; carries its seq.
            IdConflict: the client id is there with another hash.
            StoreUnavailable: nothing was stored, or it is not known whether it was.
        """


class CourseDocument(msgspec.Struct, frozen=True):
    """A course as it is stored: canonical JSON of its text, and the hash over it."""

    syllabus: str
    version: str
    content_hash: str
    document: bytes


class Opened(msgspec.Struct, frozen=True):
    """A session taken into possession, with a fresh epoch.

    `document` is the course the session began with, which may be older than the present one.
    """

    session: str
    user: str
    syllabus: str
    content_hash: str
    document: bytes
    epoch: int
    last_seq: int
    state: StateName
    ended: bool
    snapshot: bytes | None = None


class CourseStanding(msgspec.Struct, frozen=True):
    """How a learner stands in a course, for the course list."""

    syllabus: str
    status: CourseStatus
    mastered: int


class Sessions(Protocol):
    """Session histories and their events."""

    async def open(
        self, user: str, course: CourseDocument, *, restart: bool, owner: str, at: datetime
    ) -> Opened:
        """Take the present session of (user, course.syllabus), making one where there is none.

        The epoch goes up by one, so that every earlier owner is stale. With `restart` the present
        one is ended and a new one begun with `course`.
        """

    async def rows(
        self, session: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[StoredRow]:
        """The rows with after < seq ≤ upto, in order."""

    async def find(self, session: str, client_id: str) -> tuple[int, bytes] | None:
        """The seq and body hash of the row that carries this client id, if any."""

    async def standings(self, user: str) -> Sequence[CourseStanding]:
        """The courses this learner has begun."""

    async def masteries(self, user: str, syllabus: str) -> Sequence[SkillMastery]:
        """What is known of the learner's skills in a course."""

    async def history(self, user: str, syllabus: str) -> Sequence[bytes]:
        """The `private` column of every row of the learner in the course, oldest first."""

    async def document(self, content_hash: str) -> bytes | None:
        """A course's document by its hash."""


class Users(Protocol):
    """Who may come in. Tokens are stored hashed; the clear text exists once, in `add`'s result."""

    async def add(self, name: str, *, at: datetime) -> str:
        """Make the user if new, and give them one more token, which is returned.

        Raises:
            UsageError: the name cannot be used.
        """

    async def names(self) -> Sequence[tuple[str, int]]:
        """Every user with the number of live tokens, by name."""

    async def remove(self, name: str) -> bool:
        """End all tokens of the user; False if there is none of that name. The record stays."""

    async def authenticate(self, token: str) -> str | None:
        """The user a token belongs to, or None."""


class Tools(Protocol):
    """The tools a lesson may use. Each call ends in a value or raises; the executor limits time."""

    async def check_answer(self, block: AnswerBlock, text: str) -> Verdict:
        """Judge without labelling: right, accepted, ungraded, else incorrect."""

    async def label_common_errors(self, block: AnswerBlock, text: str) -> Verdict | None:
        """The known error this wrong answer shows, or None."""

    async def student_record(self, user: str, syllabus: str) -> Sequence[SkillMastery]:
        """What is known of the learner before the lesson starts."""


class ToolResult(msgspec.Struct, frozen=True):
    """How a tool call ended. `value` is there when it is done, `reason` tells a log why not."""

    outcome: Literal["done", "timeout", "crash", "refused"]
    value: Any = None
    reason: str = ""


class Running(Protocol):
    """A tool call under way."""

    def cancel(self) -> None:
        """Stop it; no result is told. Does nothing once it has ended."""


class Executor(Protocol):
    """Runs tool calls beside the sessions, each within its time."""

    def run(
        self,
        call: Callable[[], Awaitable[Any]],
        *,
        limit_s: float,
        done: Callable[[ToolResult], None],
    ) -> Running:
        """Start the call and return at once; `done` is called once, unless it is cancelled.

        Over its capacity the executor refuses at once: `done` gets `refused`.
        """


class Courses(Protocol):
    """The shelf of courses a server offers."""

    def ids(self) -> Sequence[str]:
        """Every course that can be taught, in the order they are listed."""

    def get(self, id: str) -> tuple[Syllabus, CourseDocument]:
        """The present version of a course.

        Raises:
            KeyError: there is no such course.
            SyllabusError: it has errors; carries the findings.
        """

    def read(self, document: bytes) -> Syllabus:
        """A course from a stored document (cached by content)."""


class Subscriber(Protocol):
    """A channel as a session sees it: it takes encoded frames and never makes the session wait."""

    def deliver(self, seq: int, frame: bytes) -> None:
        """Take one numbered frame, in order, after its commit."""

    def answer(self, id: str, frame: bytes) -> None:
        """Take the one reply (`ack` or `error`) to the lesson frame of that id."""

    def taken_over(self) -> None:
        """Another channel has this session now: say `bye{taken_over}` and close, without waiting."""

    def down(self, reason: str) -> None:
        """The session's process ended: `crash`, `shutdown`, `ended` or `quarantined`.

        No further call comes. After `crash` the channel answers its open frames with `restarted`
        and joins again.
        """


class Seat(Protocol):
    """A channel's place in a session. Values are as of the moment of attaching."""

    session: str
    syllabus: str
    title: str
    state: StateName
    seq: int
    epoch: int
    topics: Sequence[tuple[str, str]]

    def offer(self, frame: LessonFrame) -> bool:
        """Put a frame into the session's mailbox at once; False, and nothing done, when full.

        The short way of `push`, without a wait; its reply comes the same way. Raises NoProcess as
        `push` does.
        """

    async def push(self, frame: LessonFrame) -> None:
        """Put a frame into the session's mailbox; waits while that is full.

        Its reply comes to `Subscriber.answer`. Raises NoProcess when the session is gone (then
        `Subscriber.down` was or will be called).
        """

    async def leave(self) -> None:
        """Detach. Returns when the session will deliver no more; never raises."""


class Lessons(Protocol):
    """The way into sessions, as a channel sees it."""

    async def join(
        self, user: str, syllabus: str, *, restart: bool, subscriber: Subscriber
    ) -> Seat:
        """Attach to the user's session of a course, starting its process where none runs.

        An earlier subscriber is told `taken_over` before this returns. Live frames after
        `Seat.seq` may be delivered from then on; earlier ones are read with `Sessions.rows`.

        Raises:
            WireError: `unknown_syllabus`, `invalid_syllabus`, `quarantined`, `unavailable`.
        """
