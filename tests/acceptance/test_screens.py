"""Every screen as a picture, in both sizes, dark, light and without colour."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.support.pupil import LARGE, SMALL
from tests.support.screens import SCREENS, at_screen
from tests.support.snapshots import SvgExtension, picture
from tutor_tui import theme

NO_COLOUR = "no colour"


@pytest.fixture
def picture_file(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(SvgExtension)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did(
    name: str, size: tuple[int, int], picture_file: SnapshotAssertion
) -> None:
    async with at_screen(name, size) as pupil:
        assert picture(pupil.app) == picture_file


@pytest.mark.parametrize("look", [theme.LIGHT, NO_COLOUR])
@pytest.mark.parametrize("name", ["courses", "lesson", "choice", "record"])
async def test_a_screen_looks_as_it_did_in_another_light(
    name: str, look: str, picture_file: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    if look == NO_COLOUR:
        monkeypatch.setenv("NO_COLOR", "1")
    async with at_screen(name, SMALL, theme.LIGHT if look == theme.LIGHT else "") as pupil:
        assert picture(pupil.app) == picture_file


@pytest.mark.parametrize("name", SCREENS)
async def test_without_colour_there_is_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_screen(name, SMALL) as pupil:
        for strip in pupil.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(
                pupil.app._filters[-1], pupil.app.background_colors[0]
            ):
                style = segment.style
                assert style is None or style.color is None or style.color.is_default
