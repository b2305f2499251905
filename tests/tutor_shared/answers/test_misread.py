from __future__ import annotations

import pytest

from tutor_shared.answers.block import NumberFormat
from tutor_shared.answers.misread import misread
from tutor_shared.answers.verdict import Verdict


def verdict(text: str) -> Verdict:
    return misread(text, NumberFormat(), "3/4 or 0.75").verdict


def test_unreadable_text_is_quoted_and_told_how_to_write_a_number() -> None:
    assert verdict("fivee") == Verdict(
        "ungraded",
        "I could not read 'fivee' as a number. Write it like 3/4 or 0.75.",
        readable=False,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5/0", "divided by zero"),
        ("5/6 or 3/4", "several answers"),
        ("5/6, 3/4", "several answers"),
        ("5/6\n3/4", "several answers"),
        ("1/2 + 1/3", "calculation"),
        ("1/2 \u00d7 1/3", "calculation"),
        ("19 cm", "without 'cm'"),
    ],
)
def test_a_reason_that_can_be_seen_is_told(text: str, said: str) -> None:
    found = verdict(text)
    assert found.verdict == "ungraded"
    assert found.readable
    assert said in found.message


@pytest.mark.parametrize("text", ["?", "3e9999", "what is 1/2 + 1/3?", "9" * 5_000])
def test_other_text_is_unreadable(text: str) -> None:
    assert not verdict(text).readable


def test_a_long_text_is_not_repeated() -> None:
    assert len(verdict("x" * 10_000).message) < 200
