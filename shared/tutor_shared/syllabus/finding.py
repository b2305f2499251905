"""A finding: what is wrong with a course, where, and what to do."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


class Finding(msgspec.Struct, frozen=True):
    """One complaint. `rule` names the rule, kebab-case; `message` ends with what to do."""

    position: Position
    severity: Severity
    rule: str
    message: str

    def __str__(self) -> str:
        at = self.position
        return f"{at.file}:{at.line}:{at.column}: {self.severity}: {self.message} [{self.rule}]"
