"""The tool that recognises well-known mistakes."""

from __future__ import annotations

from tests.support.small_course import half_plus_third
from tutor_server.tools.label_common_errors import label_common_errors

BLOCK = half_plus_third().variants[0].block


async def test_a_known_error_gets_its_misconception() -> None:
    found = await label_common_errors(BLOCK, "4/10")
    assert found is not None
    assert found.misconception == "adds-across"


async def test_an_unknown_error_gets_no_label() -> None:
    assert await label_common_errors(BLOCK, "1/6") is None
