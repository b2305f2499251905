"""The frames of protocol version 1, exactly as they stand on the wire.

Client frames refuse unknown fields; server frames are read tolerantly, so that a newer server can
speak to an older client. Numbered frames (`state`, `message`, `progress`) carry `seq`.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

PROTOCOL: Final = 1
SUBPROTOCOL: Final = "tutor.v1"
MAX_FRAME_TO_SERVER: Final = 65_536
MAX_FRAME_TO_CLIENT: Final = 1_048_576
MAX_TEXT_BYTES: Final = 16_384
HELLO_TIMEOUT_S: Final = 5.0

Intent = Literal["auto", "answer", "question", "stuck", "explain", "example"]
Author = Literal["tutor", "learner", "system"]
Kind = Literal[
    "exposition", "question", "answer", "reasoning", "clarifying_question", "clarification",
    "feedback", "remediation", "hint", "guidance", "solution", "summary", "notice",
]  # fmt: skip
VerdictName = Literal["correct", "incorrect", "ungraded", "partial"]
StateName = Literal[
    "initializing", "exposition", "setting_question", "awaiting_answer", "evaluating_answer",
    "providing_feedback_correct", "remediating_known_error", "remediating_unknown_error",
    "guiding_student", "session_complete",
]  # fmt: skip
CourseStatus = Literal["new", "active", "complete"]
ErrorCode = Literal[
    "bad_frame", "unsupported", "unauthorized", "forbidden", "unknown_syllabus",
    "invalid_syllabus", "not_joined", "conflict", "busy", "too_large", "rate_limited",
    "not_allowed", "unavailable", "restarted", "quarantined", "internal",
]  # fmt: skip
ByeCode = Literal[
    "taken_over", "restart", "shutdown", "unauthorized", "unsupported", "slow", "flood",
    "overloaded", "removed",
]  # fmt: skip

#: The WebSocket close code that goes with each `bye`.
CLOSE_CODES: Final[dict[ByeCode, int]] = {
    "taken_over": 4409,
    "restart": 1012,
    "shutdown": 1001,
    "unauthorized": 4401,
    "unsupported": 4406,
    "slow": 4408,
    "flood": 4429,
    "overloaded": 1013,
    "removed": 4401,
}


class _ToServer(msgspec.Struct, tag_field="type", forbid_unknown_fields=True, frozen=True):
    """Strict: an unknown field is a mistake the sender should hear of."""


class Hello(_ToServer, frozen=True, tag="hello"):
    """The first frame."""

    protocol: int
    client: str
    token: str | None = None


class List(_ToServer, frozen=True, tag="list"):
    """Which courses are there."""

    ref: str


class Join(_ToServer, frozen=True, tag="join"):
    """Take one's seat in a course, from `last_seq` on."""

    ref: str
    syllabus: str
    session: str | None = None
    last_seq: int = 0
    restart: bool = False


class Say(_ToServer, frozen=True, tag="say"):
    """The learner says something."""

    id: str
    text: str
    intent: Intent = "auto"


class Next(_ToServer, frozen=True, tag="next"):
    """Go on."""

    id: str


class Hint(_ToServer, frozen=True, tag="hint"):
    """The next rung of the hint ladder."""

    id: str


class Skip(_ToServer, frozen=True, tag="skip"):
    """Leave this question."""

    id: str


class Cancel(_ToServer, frozen=True, tag="cancel"):
    """Stop evaluating; nothing is charged."""

    id: str


class Received(_ToServer, frozen=True, tag="received"):
    """Everything up to `seq` has arrived. Optional."""

    seq: int


class Record(_ToServer, frozen=True, tag="record"):
    """What is known of the learner."""

    ref: str
    syllabus: str | None = None


class Leave(_ToServer, frozen=True, tag="leave"):
    """Leave the session; it stays resumable."""

    ref: str


class Ping(_ToServer, frozen=True, tag="ping"):
    """Are you there."""

    ref: str


ClientFrame = (
    Hello | List | Join | Say | Next | Hint | Skip | Cancel | Received | Record | Leave | Ping
)
#: Frames that act on the lesson; each causes a row, or is refused.
LessonFrame = Say | Next | Hint | Skip | Cancel


class _ToClient(msgspec.Struct, tag_field="type", frozen=True):
    """Tolerant: unknown fields are passed over."""


class Welcome(_ToClient, frozen=True, tag="welcome"):
    """The answer to `hello`."""

    user: str
    server: str
    protocol: int
    heartbeat_s: float
    max_text: int


class SyllabusItem(msgspec.Struct, frozen=True):
    """A row of the course list."""

    id: str
    title: str
    description: str
    language: str
    topics: int
    skills: int
    mastered: int
    status: CourseStatus


class Syllabuses(_ToClient, frozen=True, tag="syllabuses"):
    """The courses on offer."""

    ref: str
    items: list[SyllabusItem]


class TopicItem(msgspec.Struct, frozen=True):
    """A topic in the outline."""

    id: str
    title: str


class Joined(_ToClient, frozen=True, tag="joined"):
    """The seat is taken; the missed events follow, then live ones."""

    ref: str
    session: str
    syllabus: str
    title: str
    state: StateName
    seq: int
    epoch: int
    resumed: bool
    topics: list[TopicItem]


class Ack(_ToClient, frozen=True, tag="ack"):
    """Committed. `seq` is the first row the frame caused."""

    id: str
    seq: int


class State(_ToClient, frozen=True, tag="state"):
    """Where the lesson is.

    `number` of `of` counts the topic's questions, `attempt` the charged attempts so far, `step` of
    `steps` the scaffold. All are 0 where they do not apply.
    """

    seq: int
    state: StateName
    previous: StateName | None
    topic: str | None
    question: str | None
    number: int
    of: int
    attempt: int
    hints_used: int
    hints_left: int
    step: int
    steps: int
    closed: bool


class Option(msgspec.Struct, frozen=True):
    """One option of a choice."""

    key: str
    text: str


class Part(msgspec.Struct, frozen=True):
    """The verdict on one part of a multi-part answer."""

    key: str
    verdict: VerdictName


class Message(_ToClient, frozen=True, tag="message", omit_defaults=True):
    """Something said; `text` is Markdown."""

    seq: int
    id: str
    author: Author
    kind: Kind
    text: str
    options: list[Option] | None = None
    verdict: VerdictName | None = None
    misconception: str | None = None
    parts: list[Part] | None = None


class Delta(_ToClient, frozen=True, tag="delta"):
    """A piece of the message with that id; not numbered."""

    id: str
    text: str


class SkillProgress(msgspec.Struct, frozen=True):
    """A skill and how well it is known, 0 to 1."""

    skill: str
    title: str
    mastery: float
    mastered: bool


class Progress(_ToClient, frozen=True, tag="progress"):
    """How far the learner has come."""

    seq: int
    skills: list[SkillProgress]
    topics_done: int
    topics_total: int


class SkillRecord(msgspec.Struct, frozen=True):
    """A skill in the record, with its evidence."""

    skill: str
    title: str
    mastery: float
    mastered: bool
    right: int
    first_attempts: int


class MisconceptionRecord(msgspec.Struct, frozen=True):
    """A misconception and how often it was met."""

    id: str
    title: str
    count: int


class CourseRecord(msgspec.Struct, frozen=True):
    """One course of the record."""

    syllabus: str
    title: str
    status: CourseStatus
    skills: list[SkillRecord]
    misconceptions: list[MisconceptionRecord]
    questions_done: int
    hints_used: int


class RecordReply(_ToClient, frozen=True, tag="record"):
    """The answer to `record`."""

    ref: str
    courses: list[CourseRecord]


class Left(_ToClient, frozen=True, tag="left"):
    """The answer to `leave`."""

    ref: str


class Pong(_ToClient, frozen=True, tag="pong"):
    """The answer to `ping`."""

    ref: str


class Error(_ToClient, frozen=True, tag="error", omit_defaults=True):
    """A refusal; the connection stays open. `message` is a sentence a learner can act on."""

    code: ErrorCode
    message: str
    id: str | None = None
    ref: str | None = None
    retry_after_s: float | None = None


class Bye(_ToClient, frozen=True, tag="bye", omit_defaults=True):
    """The connection closes after this."""

    code: ByeCode
    message: str
    retry_after_s: float | None = None


NumberedFrame = State | Message | Progress
ServerFrame = (
    Welcome | Syllabuses | Joined | Ack | State | Message | Delta | Progress | RecordReply
    | Left | Pong | Error | Bye
)  # fmt: skip
