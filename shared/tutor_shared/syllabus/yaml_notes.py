"""The findings of reading one file, and whether it can still be used."""

from __future__ import annotations

from typing import Final, Literal, NoReturn

from tutor_shared.syllabus.finding import Finding, Position

#: Beyond so many in one file, the rest is not read.
MAX_FINDINGS: Final = 50

YamlRule = Literal[
    "yaml-syntax", "yaml-feature", "file-limits", "encoding", "control-character", "duplicate-key"
]


class Stop(Exception):
    """Reading ends here; the finding is made already."""


class Notes:
    """What is wrong with a file. `broken` is set by everything but a key that stands twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.broken = False

    def add(self, rule: YamlRule, line: int, column: int, message: str) -> None:
        """Note a finding.

        Raises:
            Stop: there are enough.
        """
        position = Position(self.file, line, column)
        self.findings.append(Finding(position, "error", rule, message))
        self.broken = self.broken or rule != "duplicate-key"
        if len(self.findings) >= MAX_FINDINGS:
            self.broken = True
            raise Stop

    def stop(self, rule: YamlRule, message: str, line: int = 1, column: int = 1) -> NoReturn:
        """Note a finding that ends the reading."""
        self.add(rule, line, column, message)
        raise Stop
