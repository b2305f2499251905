"""What `judge` says about an answer."""

from __future__ import annotations

from typing import Literal

import msgspec

VerdictName = Literal["correct", "incorrect", "ungraded", "partial"]
#: Which list of the block decided. `answer` also stands for "nothing matched".
Source = Literal["answer", "accept", "ungraded", "known_error"]


class Verdict(msgspec.Struct, frozen=True):
    """A verdict and what to say with it.

    `message` is a sentence about this answer from the block or the checker (a note, how to write
    it, an option's `why`), or empty: then the lesson says its own. `misconception` is the id of a
    known error's label; `hint` is that known error's own hint. `readable` is whether the text could
    be read as an answer of the block's type at all.
    """

    verdict: VerdictName
    message: str = ""
    misconception: str | None = None
    source: Source = "answer"
    hint: str | None = None
    readable: bool = True
