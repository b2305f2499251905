"""`docs/pictures`: the app's screens as SVG, made from a lesson that is played.

.venv/bin/python -m tests.support.pictures
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from tests.support.screens import at_screen
from tests.support.snapshots import picture

FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES: Final = {
    "courses": ("courses", (80, 24)),
    "lesson-80x24": ("lesson", (80, 24)),
    "lesson-120x40": ("lesson", (120, 40)),
    "record": ("record", (80, 24)),
}


async def main() -> None:
    """Make them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (screen, size) in PICTURES.items():
        async with at_screen(screen, size) as pupil:
            (FOLDER / f"{name}.svg").write_text(picture(pupil.app))


if __name__ == "__main__":
    asyncio.run(main())
