"""Which variant of a question is shown, and in which order its options stand.

Both follow from the session and the question alone, so that a resumed lesson shows the same.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.types import arranged, is_arranged, options
from tutor_shared.syllabus.model import Question, Variant


class Asking(msgspec.Struct, frozen=True):
    """A question as it is put: its variant, with the options in the order shown."""

    variant: Variant
    block: AnswerBlock
    options: tuple[tuple[str, str], ...]


def seed(session: str, question: str) -> int:
    """A number that is the same each time this session comes to this question."""
    digest = blake2b(f"{session}/{question}".encode(), digest_size=8).digest()
    return int.from_bytes(digest)


def pick_variant(session: str, question: Question) -> int:
    """The place of the variant this session is shown."""
    return seed(session, question.id) % len(question.variants)


def shown(question: Question, variant: int) -> Variant:
    """The variant at this place. One that is gone becomes the last one."""
    return question.variants[min(variant, len(question.variants) - 1)]


def asking(session: str, question: Question, variant: int) -> Asking:
    """The question as this session sees it."""
    put = shown(question, variant)
    block = put.block
    if is_arranged(block.answer):
        block = arranged(block, seed(session, question.id))
    return Asking(put, block, options(block.answer))
