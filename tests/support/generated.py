"""Parts of the documentation that are made from the code: written here, or with --check compared.

A part stands between `<!-- made: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


def machine_table() -> str:
    """The machine's transitions, as python-statemachine prints them."""
    from tutor_server.session.machine import Lesson

    return format(Lesson, "md").strip()


def machine_diagram() -> str:
    """The machine as a Mermaid diagram, likewise."""
    from tutor_server.session.machine import Lesson

    return f"```mermaid\n{format(Lesson, 'mermaid').strip()}\n```"


def command_help() -> str:
    """What `tutor --help` prints."""
    import subprocess

    shown = subprocess.run(
        [sys.executable, "-m", "tutor_shared", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "80", "PATH": "", "NO_COLOR": "1", "LANG": "C.UTF-8"},
    )
    return f"```text\n{shown.stdout.strip()}\n```"


PARTS: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "machine-table": ("tutor_server/README.md", machine_table),
    "machine-diagram": ("tutor_server/README.md", machine_diagram),
    "command-help": ("README.md", command_help),
}


def with_part(text: str, name: str, made: str) -> str:
    """The text with one part replaced.

    Raises:
        ValueError: the text has no such part.
    """
    start, end = f"<!-- made: {name} -->\n", "\n<!-- end -->"
    before, found, rest = text.partition(start)
    if not found or end not in rest:
        raise ValueError(f"no part named {name}")
    return before + start + made + rest[rest.index(end) :]


def stale() -> list[str]:
    """The files whose made parts differ from the code, after writing none."""
    return [file for file, text in _fresh().items() if (ROOT / file).read_text() != text]


def _fresh() -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, (file, make) in PARTS.items():
        text = texts.get(file) or (ROOT / file).read_text()
        texts[file] = with_part(text, name, make())
    return texts


def main(arguments: list[str]) -> int:
    """Write the parts, or with --check say which files are stale."""
    if arguments == ["--check"]:
        for file in stale():
            print(f"{file} is stale. Run: make format", file=sys.stderr)
        return 1 if stale() else 0
    for file, text in _fresh().items():
        (ROOT / file).write_text(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
