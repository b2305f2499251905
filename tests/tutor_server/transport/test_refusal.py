"""Exceptions as error frames."""

from __future__ import annotations

import pytest

from tutor_server.transport.refusal import is_expected, refusal
from tutor_shared.errors import MailboxFull, StaleEpoch, StoreUnavailable, WireError
from tutor_shared.wire.frames import Ping, Skip


def test_a_wire_error_keeps_its_code_and_sentence_and_gets_the_frames_ref() -> None:
    error = refusal(WireError("forbidden", "Not\x1b you."), Ping(ref="r"))
    assert (error.code, error.message, error.ref, error.id) == ("forbidden", "Not you.", "r", None)


def test_a_wire_errors_own_id_wins() -> None:
    assert refusal(WireError("conflict", "Twice.", id="mine"), Skip(id="other")).id == "mine"


@pytest.mark.parametrize("error", [StoreUnavailable("disk full"), StaleEpoch()])
def test_store_trouble_is_unavailable_and_worth_a_retry(error: Exception) -> None:
    frame = refusal(error, Skip(id="i"))
    assert (frame.code, frame.id) == ("unavailable", "i")
    assert frame.retry_after_s
    assert is_expected(error)


def test_a_full_mailbox_is_busy() -> None:
    assert refusal(MailboxFull()).code == "busy"


@pytest.mark.parametrize("error", [ZeroDivisionError("secret"), WireError("made_up", "secret")])
def test_what_nobody_expected_is_internal_and_tells_nothing(error: Exception) -> None:
    frame = refusal(error)
    assert frame.code == "internal"
    assert "secret" not in frame.message


def test_an_unexpected_exception_is_worth_a_stack() -> None:
    assert not is_expected(ZeroDivisionError())
