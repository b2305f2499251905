from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stage import on_stage, rows
from tutor_tui.widgets.prose import CUT, LONGEST, Prose, parser, shown


async def test_markdown_is_read() -> None:
    async with on_stage(Prose("# One\n\n*two* and `three`\n\n- four\n"), size=(40, 12)) as (
        pilot,
        _,
    ):
        text = "\n".join(rows(pilot.app))
        for words in ("One", "two and three", "• four"):
            assert words in text


async def test_mathematics_is_set_in_unicode() -> None:
    async with on_stage(Prose(r"It is $\frac{a+b}{2}$."), size=(40, 4)) as (pilot, _):
        assert rows(pilot.app)[0] == "It is (a+b)/2."


@pytest.mark.parametrize(
    "text",
    [
        "[a link](https://example.org)",
        "![a picture](file:///etc/passwd)",
        "<https://example.org>",
        "<b>bold</b> <script>",
        "[/] [red]x[/] [@click=app.quit]y[/]",
        "List<int>",
    ],
)
async def test_p_34_what_leads_elsewhere_is_shown_and_not_followed(text: str) -> None:
    async with on_stage(Prose(text), size=(60, 4)) as (pilot, _):
        assert rows(pilot.app)[0] == text
        styles = [pilot.app.screen.get_style_at(x, 0) for x in range(60)]
        assert not any(style.link or "@click" in style.meta for style in styles)


async def test_a_text_that_grows_is_added_to() -> None:
    prose = Prose("One")
    async with on_stage(prose, size=(40, 6)) as (pilot, _):
        prose.text = "One two.\n\nThree"
        await pilot.pause()
        await pilot.pause()
        assert [row for row in rows(pilot.app) if row] == ["One two.", "Three"]
        prose.text = "Other"
        await pilot.pause()
        await pilot.pause()
        assert [row for row in rows(pilot.app) if row] == ["Other"]


def test_a_text_beyond_all_measure_is_cut() -> None:
    assert shown("x" * (LONGEST + 1)).endswith(CUT.strip())


@pytest.mark.parametrize(
    "evil", [">" * 10_000, "[" * 10_000, "*" * 10_000, "- " * 5_000, "`" * 10_000]
)
def test_p_34_no_nesting_goes_deeper_than_can_be_drawn(evil: str) -> None:
    assert max((token.level for token in parser().parse(shown(evil))), default=0) <= 24


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_parsed(text: str) -> None:
    parser().parse(shown(text))
