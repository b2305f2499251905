"""Everything a lesson can ask for, as a closed union.

All `Save`s of a turn are committed together, in order, before any other effect is performed.
"""

from __future__ import annotations

import msgspec

from tutor_server.session.events import Stage
from tutor_server.session.ports import NewRow
from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.verdict import Verdict
from tutor_shared.wire.frames import ErrorCode


class Save(msgspec.Struct, frozen=True):
    """Commit this row and push it to the learner."""

    row: NewRow


class Ack(msgspec.Struct, frozen=True):
    """Tell the client that its frame is committed."""

    id: str


class Refuse(msgspec.Struct, frozen=True):
    """Tell the client that its frame did nothing, and what would."""

    id: str
    code: ErrorCode
    message: str


class ReadRecord(msgspec.Struct, frozen=True):
    """Run the tool `student_record`."""


class RunCheck(msgspec.Struct, frozen=True):
    """Run `check_answer` (stages `step` and `check`) or `label_common_errors` beside the session."""

    attempt: str
    stage: Stage
    block: AnswerBlock
    text: str
    step: Verdict | None = None


class CancelCheck(msgspec.Struct, frozen=True):
    """Stop the tool that judges this attempt; its outcome is of no interest any more."""

    attempt: str


Effect = Save | Ack | Refuse | ReadRecord | RunCheck | CancelCheck
