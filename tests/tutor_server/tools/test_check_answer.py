"""The tool that judges."""

from __future__ import annotations

import pytest

from tests.support.small_course import half_plus_third
from tutor_server.tools.check_answer import check_answer

BLOCK = half_plus_third().variants[0].block


@pytest.mark.parametrize(
    ("text", "verdict"), [("5/6", "correct"), ("1/6", "incorrect"), ("blue", "ungraded")]
)
async def test_an_answer_is_judged_without_a_label(text: str, verdict: str) -> None:
    judged = await check_answer(BLOCK, text)
    assert (judged.verdict, judged.misconception) == (verdict, None)
