from __future__ import annotations

from msgspec.structs import replace
from textual.widgets import Static

from tests.support.fake_server import END, JOINED, numbered, state
from tests.support.stage import Stage, rows
from tutor_shared.wire import frames
from tutor_tui.lesson import View, apply
from tutor_tui.screens.outline import OutlineScreen, topic_lines

TOPICS = [frames.TopicItem(id, f"[b]{id}") for id in ("one", "adding", "three")]


def view(*turns: frames.NumberedFrame) -> View:
    seen = apply(View(), replace(JOINED, topics=TOPICS))
    for frame in numbered(turns):
        seen = apply(seen, frame)
    return seen


def test_what_lies_behind_is_ticked_and_here_is_said_in_words() -> None:
    assert topic_lines(view(state("exposition"))).plain.split("\n") == [
        "✓ [b]one",
        "▸ [b]adding   you are here",
        "· [b]three",
    ]


def test_at_the_end_all_lies_behind() -> None:
    assert all(line.startswith("✓") for line in topic_lines(view(*END)).plain.split("\n"))


def test_before_the_first_state_one_stands_at_the_beginning() -> None:
    assert topic_lines(view()).plain.startswith("▸")


async def test_the_page_counts_the_topics() -> None:
    screen = OutlineScreen(view(*END))
    async with Stage(Static()).run_test() as pilot:
        await pilot.app.push_screen(screen)
        await pilot.pause()
        assert any("1 of 1 topics done." in row for row in rows(pilot.app))
