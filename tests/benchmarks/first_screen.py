"""B10: `tutor chat` to its first screen, beside a minimal Textual app, in one run.

Both run in a pseudo-terminal of 80x24, interleaved; when the first words are on the screen, the CPU
time of all threads and the peak of resident memory are read from /proc. Medians, and their ratios.

    .venv/bin/python tests/benchmarks/first_screen.py [ROUNDS]
"""

from __future__ import annotations

import os
import signal
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pexpect

TARGET = 1.6
MINIMAL = """
from textual.app import App
from textual.widgets import Footer, Header, Static
class Minimal(App):
    def compose(self):
        yield Header()
        yield Static("Getting ready")
        yield Footer()
Minimal().run()
"""


def main() -> int:
    """Measure, print, and say whether the target is met."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    measured: dict[str, list[tuple[float, float]]] = {"minimal": [], "tutor": []}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "minimal.py")
        script.write_text(MINIMAL)
        tutor = ["-m", "tutor_shared", "chat", "--data-dir", f"{folder}/data"]
        for _ in range(rounds):
            measured["minimal"].append(first_screen([str(script)]))
            measured["tutor"].append(first_screen(tutor))
    middle = {name: _medians(values) for name, values in measured.items()}
    for name, (cpu_ms, rss_mb) in middle.items():
        print(f"{name:<8} {cpu_ms:6.0f} ms CPU  {rss_mb:6.1f} MB")
    ratios = [tutor / minimal for minimal, tutor in zip(*middle.values(), strict=True)]
    print(f"ratio    {ratios[0]:6.2f}         {ratios[1]:6.2f}     target {TARGET} for both")
    return int(max(ratios) > TARGET)


def first_screen(arguments: Sequence[str]) -> tuple[float, float]:
    """CPU milliseconds and peak megabytes until the first words are on the screen."""
    program = pexpect.spawn(sys.executable, list(arguments), dimensions=(24, 80), timeout=30)
    assert program.pid is not None
    try:
        _read_until(program.child_fd, b"Getting ready")
        os.kill(program.pid, signal.SIGSTOP)  # what follows the first screen is not measured
        return _cpu_ms(program.pid), _peak_mb(program.pid)
    finally:
        program.close(force=True)


def _read_until(terminal: int, words: bytes) -> None:
    seen = b""
    while words not in seen:
        seen += os.read(terminal, 65_536)


def _cpu_ms(pid: int) -> float:
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return (
        next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM")) / 1024
    )


def _medians(values: Sequence[tuple[float, float]]) -> tuple[float, float]:
    cpu, rss = zip(*values, strict=True)
    return statistics.median(cpu), statistics.median(rss)


if __name__ == "__main__":
    sys.exit(main())
