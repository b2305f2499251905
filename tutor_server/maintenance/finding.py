"""What a check can find, and what it all adds up to. Values and their words."""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

import msgspec

from tutor_shared.wire.clean import clean

#: `damage`: the truth itself is hurt. `drift`: a derived value is not what the events say.
#: `note`: a cache is of no use, which costs nothing but time.
Kind = Literal["damage", "drift", "note"]

_KINDS: Final[tuple[Kind, ...]] = ("damage", "drift", "note")


class Finding(msgspec.Struct, frozen=True):
    """One thing that is not as it should be. `where` names a learner's course or session."""

    kind: Kind
    where: str
    what: str

    def __str__(self) -> str:
        """One line, whatever the names and values hold."""
        line = clean(f"{self.kind}: {self.where}: {self.what}")
        return line.replace("\n", " ").replace("\t", " ")


class Inspection:
    """How much was looked at, and how much of each kind was found."""

    def __init__(self) -> None:
        self.sessions = 0
        self.events = 0
        self._found: Counter[Kind] = Counter()

    def read(self, sessions: int, events: int) -> None:
        """So much more was looked at."""
        self.sessions += sessions
        self.events += events

    def add(self, finding: Finding) -> None:
        """One more was found."""
        self._found[finding.kind] += 1

    def of(self, kind: Kind) -> int:
        """How many of this kind were found."""
        return self._found[kind]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; a note is nothing wrong."""
        return not (self.of("damage") or self.of("drift"))

    def __str__(self) -> str:
        """`3 sessions, 120 events: no problems`, or how many of each kind."""
        found = [f"{kind} {self.of(kind):,}" for kind in _KINDS if self.of(kind)]
        if self.sound:
            found.insert(0, "no problems")
        return f"{_count(self.sessions, 'session')}, {_count(self.events, 'event')}: {', '.join(found)}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
