"""What a row stands for: the private half of a session's events.

Each row of the journal carries a list of these beside the frame the learner sees. The facts alone
rebuild the lesson (`state.evolve`) and the record (`record.fold`); no other stored value is needed.
They are JSON on disk, so a name or field here is a stored format: add, never rename.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from tutor_server.session.machine import Event
from tutor_server.session.ports import SkillMastery
from tutor_shared.wire.frames import VerdictName

ClosedReason = Literal["skipped", "solution", "attempts"]
AnswerKind = Literal["answer", "reasoning"]


class _Fact(msgspec.Struct, frozen=True, tag_field="fact", omit_defaults=True):
    """A thing that happened."""


class Began(_Fact, frozen=True, tag="began"):
    """The lesson began with what was known of the learner."""

    masteries: tuple[SkillMastery, ...] = ()


class Moved(_Fact, frozen=True, tag="moved"):
    """The machine took this event."""

    event: Event


class TopicEntered(_Fact, frozen=True, tag="topic"):
    """A topic opened, by its place in the course."""

    topic: int


class PageShown(_Fact, frozen=True, tag="page"):
    """A page of the topic's exposition was shown, by its place; -1 is the heading alone."""

    page: int


class Asked(_Fact, frozen=True, tag="asked"):
    """A question was put, in one of its variants; `page` when it stands between pages."""

    question: str
    variant: int
    page: int | None = None


class AnswerTaken(_Fact, frozen=True, tag="answer"):
    """An answer was taken for evaluation: the pending job until it is judged."""

    attempt: str
    text: str
    kind: AnswerKind = "answer"
    explicit: bool = False


class Judged(_Fact, frozen=True, tag="judged"):
    """The verdict on an attempt; `step` when it was a scaffold step's answer."""

    attempt: str
    verdict: VerdictName
    charged: bool = False
    misconception: str | None = None
    step: bool = False


class Evidence(_Fact, frozen=True, tag="evidence"):
    """What an attempt taught us about a skill: its standing afterwards."""

    question: str
    standing: SkillMastery


class HintGiven(_Fact, frozen=True, tag="hint"):
    """One more rung of the ladder was shown."""


class Stuck(_Fact, frozen=True, tag="stuck"):
    """The learner said so."""


class StepOpened(_Fact, frozen=True, tag="step"):
    """A scaffold step was put, counted from 1."""

    step: int


class StepsOver(_Fact, frozen=True, tag="steps_over"):
    """No scaffold step is open any more."""


class Said(_Fact, frozen=True, tag="said"):
    """A sentence was used on this question; the same is not said twice for the same mistake."""

    key: str


class Closed(_Fact, frozen=True, tag="closed"):
    """The question needs no answer any more."""

    reason: ClosedReason


class Solved(_Fact, frozen=True, tag="solved"):
    """The question was answered rightly."""


Fact = (
    Began | Moved | TopicEntered | PageShown | Asked | AnswerTaken | Judged | Evidence | HintGiven
    | Stuck | StepOpened | StepsOver | Said | Closed | Solved
)  # fmt: skip

_decoder: Final = msgspec.json.Decoder(tuple[Fact, ...])
_encoder: Final = msgspec.json.Encoder()


def encode(facts: tuple[Fact, ...]) -> bytes:
    """The facts as a row's private column holds them."""
    return _encoder.encode(facts) if facts else b"[]"


def decode(private: bytes) -> tuple[Fact, ...]:
    """Read a private column.

    Raises:
        msgspec.DecodeError: it was not written by `encode`.
    """
    return () if private == b"[]" else _decoder.decode(private)
