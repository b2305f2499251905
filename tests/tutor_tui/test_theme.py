from __future__ import annotations

import pytest
from textual.theme import Theme

from tutor_tui import theme


@pytest.mark.parametrize(
    ("colours", "fits"),
    [("15;0", theme.DARK), ("0;15", theme.LIGHT), ("0;default;7", theme.LIGHT), ("", theme.DARK)],
)
def test_a_terminal_that_names_a_white_background_gets_the_light_theme(
    colours: str, fits: str
) -> None:
    assert theme.fitting({"COLORFGBG": colours}) == fits


def test_no_name_of_a_colour_means_dark() -> None:
    assert theme.fitting({}) == theme.DARK


def test_both_themes_name_every_colour_themselves() -> None:
    for each in theme.themes():
        named = (each.primary, each.secondary, each.success, each.warning, each.error)
        assert all(named)
        assert each.dark is (each.name == theme.DARK)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("each", theme.themes(), ids=lambda each: each.name)
def test_every_colour_of_text_can_be_read_on_the_background(each: Theme) -> None:
    ground = luminance(each.background or "")
    for colour in (each.primary, each.secondary, each.success, each.warning, each.error):
        high, low = sorted((luminance(colour or ""), ground), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, (each.name, colour)
