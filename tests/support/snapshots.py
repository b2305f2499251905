"""Pictures of screens, compared with the ones that are committed: one SVG file a picture.

Run with `--snapshot-update` after looking at the new ones.
"""

from __future__ import annotations

from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App
from textual.widgets import TextArea


class SvgExtension(SingleFileSnapshotExtension):
    """A file for each picture, to be looked at in a browser."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def picture(app: App[Any]) -> str:
    """The screen as SVG; spaces are kept by every renderer. A cursor must stand still by now."""
    assert not any(area.cursor_blink for area in app.screen.query(TextArea))
    svg = app.export_screenshot(title="tutor")
    return svg.replace("<text ", '<text xml:space="preserve" ').rstrip() + "\n"
