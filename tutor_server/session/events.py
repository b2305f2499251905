"""Everything that can happen to a lesson, as a closed union."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from tutor_server.session.ports import SkillMastery
from tutor_shared.answers.verdict import Verdict
from tutor_shared.wire.frames import LessonFrame

#: `step` judges the open scaffold step, `check` the question, `label` looks for a known error.
Stage = Literal["step", "check", "label"]


class Started(msgspec.Struct, frozen=True):
    """The session's process began to run, for the first time or again."""


class FrameIn(msgspec.Struct, frozen=True):
    """The learner did something."""

    frame: LessonFrame


class RecordRead(msgspec.Struct, frozen=True):
    """What is known of the learner; empty where it could not be read."""

    masteries: Sequence[SkillMastery]


class AnswerChecked(msgspec.Struct, frozen=True):
    """A tool judged an attempt, at one stage. `verdict` None is a label that found nothing.

    `step` is the step's verdict when the question is tried after it.
    """

    attempt: str
    stage: Stage
    verdict: Verdict | None
    step: Verdict | None = None


class CheckFailed(msgspec.Struct, frozen=True):
    """The tool crashed or ran out of time: the answer stays unjudged and nothing is charged."""

    attempt: str
    reason: Literal["timeout", "crash"]


SessionEvent = Started | FrameIn | RecordRead | AnswerChecked | CheckFailed
