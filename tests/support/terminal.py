"""`tutor chat` in a real pseudo-terminal: keys in, raw bytes out, and what may stand in those bytes."""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

import pexpect

from tests.support.programs import PATIENCE_S, TUTOR, environment

ENTER: Final = "\r"
F_KEYS: Final = {"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f8": "\x1b[19~"}
CTRL_Q: Final = "\x11"
CTRL_Z: Final = "\x1a"
ENTERS_ALTERNATE_SCREEN: Final = b"\x1b[?1049h"
LEAVES_ALTERNATE_SCREEN: Final = b"\x1b[?1049l"

#: The sequences that Textual's own driver and compositor write, and no others.
_OWN: Final = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours and styles
    rb"|\x1b\[[0-9;]*[HJK]"  # cursor, erase
    rb"|\x1b\[\?(?:1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p"  # asks whether a mode is known
    rb"|\x1b\[[<>=]?[0-9]*u"  # the keyboard protocol
    rb"|\x1bP=[12]s\x1b\\"  # synchronised output, the old way
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)
_FOREIGN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


class Terminal:
    """A program in a pseudo-terminal; `raw` is every byte that it wrote."""

    def __init__(self, arguments: Sequence[str | Path], *, rows: int, columns: int) -> None:
        self._log = BytesIO()
        self.process = pexpect.spawn(
            TUTOR[0],
            [*TUTOR[1:], *map(str, arguments)],
            dimensions=(rows, columns),
            env=environment(TERM="xterm-256color"),
            timeout=PATIENCE_S,
        )
        self.process.delaybeforesend = None
        self.process.logfile_read = self._log

    @property
    def raw(self) -> bytes:
        """All bytes so far."""
        return self._log.getvalue()

    def sees(self, words: str) -> None:
        """Wait until words are written that stand in one style."""
        self.process.expect_exact(words.encode())

    def presses(self, keys: str, *, until: str) -> None:
        """Press keys again and again until words are written."""
        while until.encode() not in self.raw:
            self.press(keys)
            self.process.expect_exact([until.encode(), pexpect.TIMEOUT], timeout=0.3)

    def press(self, keys: str) -> None:
        """Send keys as a terminal does."""
        self.process.send(keys)

    def resize(self, rows: int, columns: int) -> None:
        """Change the size, which signals the program."""
        self.process.setwinsize(rows, columns)

    def state(self) -> str:
        """The process's state as the kernel tells it: T is stopped, Z has ended, - is gone."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        except OSError:
            return "-"
        return stat.rpartition(")")[2].split()[0]

    def ends(self) -> int | None:
        """Wait for the end; the exit status."""
        self.process.expect(pexpect.EOF)
        self.process.wait()
        return self.process.exitstatus


@contextmanager
def terminal(*arguments: str | Path, rows: int = 24, columns: int = 80) -> Iterator[Terminal]:
    """`tutor` with these arguments in a terminal, killed by its pid if it does not end itself."""
    opened = Terminal(arguments, rows=rows, columns=columns)
    try:
        yield opened
    finally:
        if opened.process.isalive():
            opened.process.kill(signal.SIGKILL)
        with contextlib.suppress(OSError):  # a test may have closed it
            opened.process.close(force=True)


def foreign(raw: bytes) -> list[str]:
    """What stands in raw output that neither the app nor a text may put there."""
    return _FOREIGN.findall(_OWN.sub(b"", raw).decode(errors="replace"))
