"""The process of one session: mailbox → reducer → effects.

It decides nothing itself. A message becomes an event for the reducer; the rows that come back are
committed; only then the acknowledgement, the events and the tools follow. The one thing it waits
for is the journal. A commit that failed or is not known ends the process, and the next one reads
the events.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, assert_never

from tutor_server.otp.process import Process
from tutor_server.otp.reasons import Normal, Reason, Shutdown, Stop, is_expected
from tutor_server.otp.timer import Timer
from tutor_server.session import effects as do
from tutor_server.session.events import (
    AnswerChecked,
    CheckFailed,
    FrameIn,
    RecordRead,
    SessionEvent,
    Started,
)
from tutor_server.session.machine import FINAL
from tutor_server.session.messages import (
    Attach,
    Attached,
    Detach,
    Frame,
    Happened,
    Key,
    Message,
    Unload,
)
from tutor_server.session.ports import (
    Batch,
    CourseDocument,
    NewRow,
    Opened,
    Running,
    SkillMastery,
    Subscriber,
    ToolResult,
)
from tutor_server.session.reducer.apply import apply
from tutor_server.session.state import LessonState, fold, from_snapshot, snapshot
from tutor_server.session.world import World
from tutor_shared.errors import (
    IdConflict,
    IdRepeated,
    MailboxFull,
    StaleEpoch,
    StoreError,
    StoreUnavailable,
)
from tutor_shared.syllabus.model import Syllabus
from tutor_shared.wire import codec, frames
from tutor_shared.wire.frames import LessonFrame

#: The checker answers in microseconds; what takes this long is given back ungraded.
CHECK_S: Final = 5.0
RECORD_S: Final = 5.0
#: A session nobody is attached to is unloaded after this; its events bring it back.
GRACE_S: Final = 300.0
#: Client ids remembered for a repeated frame; older ones are looked up in the journal.
RECENT_IDS: Final = 128
#: A restart folds at most this many rows.
SNAPSHOT_EVERY: Final = 64
#: Why a session ends whose learner begins the course again, perhaps from another terminal.
BEGUN_ANEW: Final = Shutdown("begun anew")


class SessionServer(Process[Message]):
    """One learner in one course. Built by `SessionSupervisor`, held by its ref only."""

    __slots__ = (
        "_check",
        "_course",
        "_document",
        "_epoch",
        "_grace",
        "_key",
        "_known",
        "_restart",
        "_session",
        "_state",
        "_subscriber",
        "_world",
    )  # fmt: skip

    def __init__(
        self,
        world: World,
        key: Key,
        document: CourseDocument,
        *,
        restart: bool = False,
    ) -> None:
        self._world = world
        self._key = key
        self._document = document
        self._restart = restart
        self._subscriber: Subscriber | None = None
        self._known: dict[str, tuple[bytes, int]] = {}
        self._check: Running | None = None
        self._grace: Timer | None = None

    async def init(self) -> None:
        """Take the session into possession, rebuild the lesson, and take up what was left open."""
        world, (user, _) = self._world, self._key
        opened = await world.sessions.open(
            user,
            self._document,
            restart=self._restart,
            owner=world.owner,
            at=world.clock.now(),
        )
        self._session = opened.session
        self._epoch = opened.epoch
        # The document and the snapshot are large, and not needed once they are read.
        del self._document
        self._course: Syllabus = world.courses.read(opened.document)
        self._state: LessonState = await self._restored(opened)
        if self._state.rows:
            await self._happen(Started())
        self._await_learner()

    async def handle(self, message: Message) -> None:
        """Do what the message asks for."""
        match message:
            case Frame():
                await self._frame(message)
            case Happened():
                await self._happen(message.event)
            case Attach():
                self._attach(message)
                if self._state.rows == 0:
                    # A new lesson begins before its learner's eyes: `joined` stands at 0.
                    await self._happen(Started())
            case Detach():
                self._detach(message)
            case Unload():
                if self._subscriber is None:
                    raise Stop
            case _:
                assert_never(message)

    async def terminate(self, reason: Reason) -> None:  # noqa: ARG002 - the port gives it
        """Stop what runs for this session; its answer stays pending in the events."""
        if self._check is not None:
            self._check.cancel()

    def ended(self, reason: Reason) -> None:
        """Tell the channel, whatever the end was."""
        quarantine = self._world.quarantine
        if not is_expected(reason):
            quarantine.crashed(self._key)
        waits = quarantine.holds(self._key)
        subscriber, self._subscriber = self._subscriber, None
        if subscriber is not None and reason == BEGUN_ANEW:
            subscriber.taken_over()
        elif subscriber is not None:
            subscriber.down("quarantined" if waits else _word_for(reason))

    # The learner's side.

    def _attach(self, message: Attach) -> None:
        earlier, self._subscriber = self._subscriber, message.subscriber
        if earlier is not None and earlier is not message.subscriber:
            earlier.taken_over()
        if self._grace is not None:
            self._grace.cancel()
            self._grace = None
        course = self._course
        message.reply.send(
            Attached(
                session=self._session,
                syllabus=course.id,
                title=course.title,
                state=self._state.state,
                seq=self._state.rows,
                epoch=self._epoch,
                topics=tuple((topic.id, topic.title) for topic in course.topics),
            )
        )

    def _detach(self, message: Detach) -> None:
        if self._subscriber is message.subscriber:
            self._subscriber = None
            self._await_learner()
        message.reply.send(None)

    def _await_learner(self) -> None:
        self._grace = self._world.timers.send_after(self.ref, GRACE_S, Unload())

    async def _frame(self, message: Frame) -> None:
        frame = message.frame
        if message.subscriber is not self._subscriber:
            # Sent before a takeover and not begun: surely without effect, and its sender is gone.
            return
        if await self._repeated(frame, self._known.get(frame.id)):
            return
        state, effects = apply(self._course, self._state, FrameIn(frame))
        rows = _rows(effects)
        if not rows:
            # A refusal may be the reply to a repeated frame, whose reply is its first one.
            seen = await self._world.sessions.find(self._session, frame.id)
            if not await self._repeated(frame, _swap(seen)):
                await self._perform(effects, frame.id)
            return
        try:
            first = await self._commit(state, rows)
        except IdRepeated as error:
            self._acknowledge(frame.id, error.seq)
        except IdConflict:
            self._refuse_conflict(frame.id)
        except StoreUnavailable as error:
            self._refuse(frame.id, "unavailable", str(error))
            raise
        else:
            self._remember(frame.id, rows[0], first)
            await self._perform(effects, frame.id, first)

    async def _repeated(self, frame: LessonFrame, seen: tuple[bytes, int] | None) -> bool:
        if seen is None:
            return False
        if seen[0] == codec.fingerprint(frame):
            self._acknowledge(frame.id, seen[1])
        else:
            self._refuse_conflict(frame.id)
        return True

    def _remember(self, id: str, row: NewRow, seq: int) -> None:
        assert row.body_hash is not None
        self._known[id] = (row.body_hash, seq)
        if len(self._known) > RECENT_IDS:
            del self._known[next(iter(self._known))]

    # The lesson's side.

    async def _happen(self, event: SessionEvent) -> None:
        """Apply an event that no frame caused, and do what follows."""
        state, effects = apply(self._course, self._state, event)
        rows = _rows(effects)
        if rows:
            first = await self._commit(state, rows)
            await self._perform(effects, None, first)
        else:
            self._state = state
            await self._perform(effects, None)

    async def _commit(self, state: LessonState, rows: tuple[NewRow, ...]) -> int:
        """Commit the turn's rows; the new state counts only once they are stored."""
        before, ended = self._state, state.state == FINAL
        crossed = state.rows // SNAPSHOT_EVERY > before.rows // SNAPSHOT_EVERY
        batch = Batch(
            session=self._session,
            epoch=self._epoch,
            rows=rows,
            state=state.state,
            at=self._world.clock.now(),
            masteries=_changed(state, before),
            snapshot=snapshot(state) if crossed or ended else None,
            ended=ended,
            summary=_summary(rows) if ended else None,
        )
        try:
            first = await self._world.journal.append(batch)
        except StaleEpoch:
            raise Stop(Shutdown("another server owns this session")) from None
        if first != before.rows + 1:
            raise StoreError(f"the journal gave {first} where {before.rows + 1} was due")
        self._state = state
        return first

    async def _perform(self, effects: Sequence[do.Effect], id: str | None, first: int = 0) -> None:
        """Do what the reducer asked for, in its order; an ack goes before its events."""
        if id is not None and first:
            self._acknowledge(id, first)
        seq = first
        for effect in effects:
            match effect:
                case do.Save():
                    self._push(seq, effect.row)
                    seq += 1
                case do.Refuse():
                    self._refuse(effect.id, effect.code, effect.message)
                case do.ReadRecord():
                    self._read_record()
                case do.RunCheck():
                    self._run_check(effect)
                case do.CancelCheck():
                    self._cancel()
                case do.Ack():
                    pass
                case _:
                    assert_never(effect)

    def _push(self, seq: int, row: NewRow) -> None:
        if self._subscriber is not None:
            self._subscriber.deliver(seq, codec.numbered(row.body, seq))

    def _acknowledge(self, id: str, seq: int) -> None:
        if self._subscriber is not None:
            self._subscriber.answer(id, codec.encode(frames.Ack(id, seq)))

    def _refuse(self, id: str, code: frames.ErrorCode, message: str) -> None:
        if self._subscriber is not None:
            self._subscriber.answer(id, codec.encode(frames.Error(code, message, id)))

    def _refuse_conflict(self, id: str) -> None:
        self._refuse(
            id, "conflict", "This id was used for something else before. Send it with a new id."
        )

    # Tools run beside the session; their outcomes come back through the mailbox.

    def _run_check(self, effect: do.RunCheck) -> None:
        tools = self._world.tools
        tool = tools.label_common_errors if effect.stage == "label" else tools.check_answer
        self._check = self._world.executor.run(
            lambda: tool(effect.block, effect.text),
            limit_s=CHECK_S,
            done=partial(self._checked, effect),
        )

    def _checked(self, effect: do.RunCheck, result: ToolResult) -> None:
        event: SessionEvent
        self._check = None
        match result.outcome:
            case "done":
                event = AnswerChecked(effect.attempt, effect.stage, result.value, effect.step)
            case "timeout":
                event = CheckFailed(effect.attempt, "timeout")
            case "crash" | "refused":
                event = CheckFailed(effect.attempt, "crash")
        self._report(event)

    def _read_record(self) -> None:
        tools, key = self._world.tools, self._key
        self._world.executor.run(
            lambda: tools.student_record(*key),
            limit_s=RECORD_S,
            done=lambda result: self._report(RecordRead(result.value or ())),
        )

    def _report(self, event: SessionEvent) -> None:
        """Through the mailbox; a full one takes the outcome as soon as it has room."""
        try:
            self.ref.tell(Happened(event))
        except MailboxFull:
            self._world.timers.send_after(self.ref, 0, Happened(event))

    def _cancel(self) -> None:
        check, self._check = self._check, None
        if check is not None:
            check.cancel()

    # The past.

    async def _restored(self, opened: Opened) -> LessonState:
        """The lesson as the events have it; a snapshot only saves reading the older ones."""
        cached = from_snapshot(opened.snapshot, opened.session, opened.last_seq)
        state = cached or LessonState(opened.session)
        rows = await self._world.sessions.rows(opened.session, after=state.rows)
        for row in rows[-RECENT_IDS:]:
            if row.client_id is not None and row.body_hash is not None:
                self._known[row.client_id] = (row.body_hash, row.seq)
        return fold(state, rows)


def _rows(effects: Sequence[do.Effect]) -> tuple[NewRow, ...]:
    return tuple([effect.row for effect in effects if isinstance(effect, do.Save)])


def _changed(state: LessonState, before: LessonState) -> tuple[SkillMastery, ...]:
    if state.masteries is before.masteries:
        return ()
    return tuple(known for known in state.masteries if known not in before.masteries)


def _swap(seen: tuple[int, bytes] | None) -> tuple[bytes, int] | None:
    return None if seen is None else (seen[1], seen[0])


def _summary(rows: Sequence[NewRow]) -> str | None:
    frame = codec.decode_server(codec.numbered(rows[-1].body, 0))
    return frame.text if isinstance(frame, frames.Message) else None


def _word_for(reason: Reason) -> str:
    if isinstance(reason, Normal):
        return "ended"
    return "shutdown" if isinstance(reason, Shutdown) else "crash"
