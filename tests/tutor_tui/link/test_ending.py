from __future__ import annotations

import pytest

from tutor_shared.wire.frames import CLOSE_CODES, Bye, ByeCode
from tutor_tui.link.ending import (
    CLOSED,
    LONGEST_WAIT_S,
    LOST,
    NO_TUTOR,
    NOT_KNOWN,
    OTHER_VERSION,
    REMOVED,
    TAKEN_OVER,
    Ending,
    Retry,
    follow,
)
from tutor_tui.link.events import Refused, TakenOver


@pytest.mark.parametrize(
    ("code", "follows"),
    [
        (1000, Refused("closed", CLOSED)),
        (4401, Refused("unauthorized", NOT_KNOWN)),
        (4406, Refused("unsupported", OTHER_VERSION)),
        (4409, TakenOver(TAKEN_OVER)),
        (None, Retry(LOST, 0.0)),
        (1001, Retry(LOST, 0.0)),
        (1006, Retry(LOST, 0.0)),
        (1009, Retry(LOST, 0.0)),
        (1011, Retry(LOST, 0.0)),
        (1012, Retry(LOST, 0.0)),
        (4408, Retry(LOST, 0.0)),
        (4429, Retry(LOST, 0.0)),
    ],
)
def test_c_05_a_close_without_a_word_ends_the_link_or_not(
    code: int | None, follows: Retry | TakenOver | Refused
) -> None:
    assert follow(Ending(close_code=code)) == follows


@pytest.mark.parametrize("code", CLOSE_CODES)
def test_c_05_only_some_byes_are_for_good(code: ByeCode) -> None:
    what = follow(Ending(bye=Bye(code=code, message="So long.")))
    for_good = code in {"taken_over", "unauthorized", "unsupported", "removed"}
    assert isinstance(what, Retry) is not for_good


def test_a_bye_says_how_long_to_wait_within_reason() -> None:
    bye = Bye(code="restart", message="Back soon.", retry_after_s=3.5)
    assert follow(Ending(bye=bye)) == Retry("Back soon.", 3.5)
    bye = Bye(code="overloaded", message="Later.", retry_after_s=1e9)
    assert follow(Ending(bye=bye)) == Retry("Later.", LONGEST_WAIT_S)


def test_a_byes_words_are_cleaned_and_empty_ones_replaced() -> None:
    assert follow(Ending(bye=Bye("taken_over", "Else\x1b[2Jwhere."))) == TakenOver("Else[2Jwhere.")
    assert follow(Ending(bye=Bye("removed", ""))) == Refused("removed", REMOVED)


@pytest.mark.parametrize("status", [200, 400, 403, 404])
def test_an_http_server_that_will_not_upgrade_is_no_tutor_server(status: int) -> None:
    assert follow(Ending(http_status=status)) == Refused("unsupported", NO_TUTOR)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_full_server_is_asked_again(status: int) -> None:
    ending = Ending("Full.", http_status=status, retry_after_s=5.0)
    assert follow(ending) == Retry("Full.", 5.0)


def test_a_refusal_of_our_own_is_for_good() -> None:
    refusal = Refused("unavailable", "In use.")
    assert follow(Ending(close_code=1006, refusal=refusal)) == refusal
