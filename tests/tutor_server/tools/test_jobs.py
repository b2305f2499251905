"""What goes through the pipes of a worker."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest

from tests.support.small_course import half_plus_third
from tutor_server.tools.jobs import (
    HEAD,
    MAX_MESSAGE,
    Job,
    Reply,
    length,
    pack,
    read_job,
    read_reply,
)
from tutor_shared.answers.block import AnswerBlock, Number, Tolerance
from tutor_shared.answers.verdict import Verdict

BLOCK = half_plus_third().variants[0].block
TOLERANT = AnswerBlock(Number("0.3", tolerance=Tolerance("abs", Fraction(1, 3))))


@pytest.mark.parametrize("block", [BLOCK, TOLERANT])
def test_a_job_arrives_as_it_was_sent(block: AnswerBlock) -> None:
    job = Job("label", block, "5/6 \u202e\x00", 1.5)
    frame = pack(job)
    assert length(frame[:HEAD]) == len(frame) - HEAD
    assert read_job(frame[HEAD:]) == job


@pytest.mark.parametrize("reply", [Reply(), Reply(Verdict("correct", "Yes.")), Reply(failed="X")])
def test_a_reply_arrives_as_it_was_sent(reply: Reply) -> None:
    assert read_reply(pack(reply)[HEAD:]) == reply


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80\x04N.",  # a pickle
        msgspec.msgpack.encode({"verdict": {"verdict": "perhaps"}}),
        msgspec.msgpack.encode({"verdict": {"verdict": "correct", "message": 5}}),
    ],
)
def test_what_is_no_reply_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_reply(data)


def test_no_message_is_read_that_is_longer_than_any_of_ours() -> None:
    assert length(MAX_MESSAGE.to_bytes(HEAD, "big")) == MAX_MESSAGE
    with pytest.raises(ValueError, match="bytes"):
        length((MAX_MESSAGE + 1).to_bytes(HEAD, "big"))


def test_only_what_a_block_holds_can_be_sent() -> None:
    with pytest.raises(NotImplementedError, match="object"):
        pack(Job("check", BLOCK, object(), 1.0))  # type: ignore[arg-type]  # that is the test
