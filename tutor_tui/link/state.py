"""A link without its socket: what is known across connections, and what each frame changes.

The seat (course, session, the last number seen), the requests and lesson frames without a reply,
and the pulse. The socket's side tells what happened (`connected`, `receive`, `tick`, `lost`) and
asks what to send (`data_to_send`); the outcome is a list for the consumer. Pure; time is handed in.

What was lost with a connection is mended by one means only: join again with the number last seen,
then send again, under the same ids, what has no reply. A gap in the numbers and a reply that never
came lead there too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

import msgspec

from tutor_shared.ids import new_id
from tutor_shared.wire import frames
from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import ClientFrame, LessonFrame, NumberedFrame, ServerFrame
from tutor_tui.link.ending import Ending
from tutor_tui.link.events import Connected, Doubtful, Dropped, Incoming, Refused
from tutor_tui.link.heartbeat import Heartbeat
from tutor_tui.link.pending import MOST_PENDING, REPLY_LIMIT_S, Pending

SILENT: Final = "The server does not answer."
#: Refusals of a join of our own that may pass; any other ends the link.
_PASSING: Final = frozenset({"unavailable", "busy", "rate_limited", "internal", "quarantined"})


@dataclass(frozen=True, slots=True)
class Reply:
    """The one reply to the request of that ref, for whoever awaits it."""

    ref: str
    frame: ServerFrame


Outcome = list[Incoming | Reply]
Request = frames.List | frames.Record | frames.Leave


class LinkState:
    """One learner's link to one server, over as many connections as it takes."""

    def __init__(self, *, client: str, reply_limit_s: float = REPLY_LIMIT_S) -> None:
        self.session: str | None = None
        self.last_seq = 0
        self.ending: Ending | None = None
        """Set once this connection is to be closed from our side, or was by the server's `bye`."""
        self.max_text = frames.MAX_TEXT_BYTES
        self._client = client
        self._limit_s = reply_limit_s
        self._course: frames.Join | None = None
        self._asked_ref: str | None = None
        self._join_ref: str | None = None
        self._requests: dict[str, Request] = {}
        self._pending = Pending(reply_limit_s)
        self._outbox: list[ClientFrame] = []
        self._pulse: Heartbeat | None = None
        self._greet_by = float("inf")
        self._joined = False

    @property
    def welcomed(self) -> bool:
        """Whether there is a connection on which requests are answered."""
        return self._pulse is not None

    # What the consumer asks for.

    def push(self, frame: LessonFrame) -> str:
        """Keep a lesson frame until it has its reply; a sentence when it cannot be, else empty."""
        if isinstance(frame, frames.Say) and len(frame.text.encode()) > self.max_text:
            return f"That is over {self.max_text:,} bytes; say it shorter."
        if not self._pending.add(frame):
            return f"{MOST_PENDING} messages wait to be sent already; try again once they are."
        if self._pulse is not None and not self._joined and self._join_ref is None:
            self._join()
        return ""

    def request(self, frame: Request) -> None:
        """Ask for something; asked again after a loss, until it is answered or forgotten."""
        if isinstance(frame, frames.Leave):
            self._course = None
        self._requests[frame.ref] = frame
        if self._pulse is not None:
            self._outbox.append(frame)

    def join(self, frame: frames.Join) -> None:
        """Take a seat; the link keeps it over every loss. `session` and `last_seq` are its own."""
        self._course, self._asked_ref = frame, frame.ref
        if self._pulse is not None:
            self._join()

    def forget(self, ref: str) -> None:
        """Nobody waits for this reply any more."""
        self._requests.pop(ref, None)
        if self._asked_ref == ref:
            self._asked_ref = None

    def mark(self) -> str | None:
        """Ask for a `pong` behind all that the server has sent; its ref. None while unconnected."""
        if self._pulse is None:
            return None
        ping = frames.Ping(ref=new_id())
        self._outbox.append(ping)
        return ping.ref

    # What the socket's side tells.

    def connected(self, now: float) -> None:
        """A socket is open."""
        self._greet_by = now + self._limit_s
        self._outbox = [frames.Hello(protocol=frames.PROTOCOL, client=self._client)]

    def lost(self) -> Outcome:
        """The socket is gone. Having left is settled by that."""
        self._pulse, self._greet_by, self.ending = None, float("inf"), None
        self._joined, self._join_ref = False, None
        self._outbox.clear()
        self._pending.unsend()
        leaving = [ref for ref, frame in self._requests.items() if isinstance(frame, frames.Leave)]
        for ref in leaving:
            del self._requests[ref]
        return [Reply(ref, frames.Left(ref=ref)) for ref in leaving]

    def receive(self, frame: ServerFrame, now: float) -> Outcome:
        """One frame from the server."""
        self.heard()
        match frame:
            case frames.Welcome():
                return self._welcomed(frame, now)
            case frames.Joined():
                return self._took_seat(frame)
            case frames.State() | frames.Message() | frames.Progress():
                return self._numbered(frame)
            case frames.Ack():
                return [frame] if self._pending.settle(frame.id) else []
            case frames.Error():
                return self._error(frame)
            case frames.Syllabuses() | frames.RecordReply():
                return self._replied(frame.ref, frame)
            case frames.Left():
                self._joined = False
                return self._replied(frame.ref, frame)
            case frames.Bye():
                self.ending = Ending(bye=frame)
                return []
            case frames.Delta() | frames.Pong():
                return [frame]
            case _:
                assert_never(frame)

    def heard(self) -> None:
        """A sign of life."""
        if self._pulse is not None:
            self._pulse.heard()

    def tick(self, now: float) -> Outcome:
        """Time has passed: a ping may be due, or the server given up."""
        late, doubtful = self._pending.overdue(now)
        beat = self._pulse.beat(now) if self._pulse is not None else "wait"
        if beat == "ping":
            self._outbox.append(frames.Ping(ref=new_id()))
        if late or beat == "dead" or now >= self._greet_by:
            self.ending = Ending(SILENT)
        return list(map(Doubtful, doubtful))

    def due(self) -> float:
        """When to `tick` next, in the clock's seconds."""
        pulse = self._pulse.due if self._pulse is not None else float("inf")
        return min(pulse, self._greet_by, self._pending.due())

    def data_to_send(self, now: float) -> list[ClientFrame]:
        """What is to go out, in order; asking takes it."""
        sending, self._outbox = self._outbox, []
        if self._joined and self._join_ref is None:
            sending.extend(self._pending.send(now))
        return sending

    # What a frame changes.

    def _welcomed(self, frame: frames.Welcome, now: float) -> Outcome:
        self._pulse = Heartbeat(frame.heartbeat_s, now)
        self._greet_by = float("inf")
        self.max_text = frame.max_text
        self._outbox.extend(self._requests.values())
        if self._course is not None:
            self._join()
        return [Connected(user=clean(frame.user), server=clean(frame.server))]

    def _join(self) -> None:
        """Ask for the seat, from where we are in it."""
        if self._course is None:
            return
        ref = self._asked_ref or new_id()
        self._join_ref = ref
        self._pending.unsend()
        frame = msgspec.structs.replace(self._course, ref=ref)
        if self.session is not None and not frame.restart:
            frame = msgspec.structs.replace(frame, session=self.session, last_seq=self.last_seq)
        self._outbox.append(frame)

    def _took_seat(self, frame: frames.Joined) -> Outcome:
        if frame.ref != self._join_ref or self._course is None:
            self._joined = False  # another join has replaced this one: its events are not ours
            return []
        dropped: tuple[str, ...] = ()
        if self.session not in (None, frame.session):
            dropped = self._pending.drop()
        if frame.session != self.session or not frame.resumed:
            self.last_seq = 0
        self.session, self._joined, self._join_ref = frame.session, True, None
        self._course = msgspec.structs.replace(self._course, restart=False)
        outcome: Outcome = [Dropped(dropped)] if dropped else []
        if frame.ref == self._asked_ref:
            self._asked_ref = None
            outcome.append(Reply(frame.ref, frame))
        return [*outcome, frame]

    def _numbered(self, frame: NumberedFrame) -> Outcome:
        if not self._joined:
            return []
        if frame.seq == self.last_seq + 1:
            self.last_seq = frame.seq
            return [frame]
        if frame.seq > self.last_seq and self._join_ref is None:
            self._join()  # a gap: ask for what is missing
        return []

    def _replied(self, ref: str, frame: ServerFrame) -> Outcome:
        return [Reply(ref, frame)] if self._requests.pop(ref, None) is not None else []

    def _error(self, frame: frames.Error) -> Outcome:
        if frame.id is not None:
            return self._lesson_refused(frame, frame.id)
        if frame.ref is not None:
            return self._request_refused(frame, frame.ref)
        if frame.code == "restarted":
            return []  # nothing of ours was open, and the events go on by themselves
        if frame.code in ("quarantined", "not_joined"):
            self._joined = False
        return [frame]

    def _lesson_refused(self, frame: frames.Error, frame_id: str) -> Outcome:
        if frame.code in ("restarted", "not_joined") and self._pending.again(frame_id):
            if frame.code == "not_joined":
                self._joined = False
                self._join()
            return []
        if frame.code == "quarantined":
            self._joined = False
        return [frame] if self._pending.settle(frame_id) else []

    def _request_refused(self, frame: frames.Error, ref: str) -> Outcome:
        if ref == self._join_ref:
            return self._join_refused(frame, ref)
        request = self._requests.get(ref)
        if request is not None and frame.code == "restarted":
            self._outbox.append(request)
            return []
        return self._replied(ref, frame)

    def _join_refused(self, frame: frames.Error, ref: str) -> Outcome:
        self._join_ref = None
        if frame.code == "restarted":
            self._join()
        elif ref == self._asked_ref:
            self._asked_ref = self._course = None
            return [Reply(ref, frame)]
        elif frame.code in _PASSING:
            self.ending = Ending(clean(frame.message), retry_after_s=frame.retry_after_s or 0.0)
        else:
            reason = clean(frame.message)
            self.ending = Ending(reason, refusal=Refused(frame.code, reason))
        return []
