"""Numbers as Prometheus reads them: its text format, version 0.0.4. Pure.

Our own few lines in place of the `prometheus-client` package: what it adds to them are instruments
that take a lock at every step, a registry for the whole process and an HTTP server, and none of
these is wanted where plain integers are read once a scrape. Its import alone takes twice as long as
asyncio's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

Kind = Literal["counter", "gauge", "histogram"]


class Histogram:
    """Observations counted by the first bucket they fit into. `bounds` are upper bounds, rising."""

    __slots__ = ("_bounds", "_counts", "sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """Count one observation."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.sum += value

    @property
    def count(self) -> int:
        """How many were observed."""
        return sum(self._counts)

    def buckets(self) -> Iterator[tuple[str, int]]:
        """Each upper bound with how many were at most that, up to `+Inf`."""
        total = 0
        for bound, count in zip((*self._bounds, float("inf")), self._counts, strict=True):
            total += count
            yield _number(bound), total


@dataclass(frozen=True, slots=True)
class Family:
    """One metric: its samples by the value of its one label, or a single sample.

    `label` names that label; without one the only key is empty.
    """

    name: str
    kind: Kind
    help: str
    samples: Mapping[str, float] | Histogram
    label: str = ""


def single(name: str, kind: Kind, help: str, value: float) -> Family:
    """A family of one sample without a label."""
    return Family(name, kind, help, {"": value})


def exposition(families: Iterable[Family]) -> str:
    """The families as one page, in their order."""
    return "".join(f"{line}\n" for family in families for line in _lines(family))


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {_escaped(family.help)}"
    yield f"# TYPE {family.name} {family.kind}"
    if isinstance(family.samples, Histogram):
        yield from _histogram(family.name, family.samples)
    else:
        for value, number in family.samples.items():
            yield f"{family.name}{_labels(family.label, value)} {_number(number)}"


def _histogram(name: str, histogram: Histogram) -> Iterator[str]:
    for bound, count in histogram.buckets():
        yield f"{name}_bucket{_labels('le', bound)} {count}"
    yield f"{name}_sum {_number(histogram.sum)}"
    yield f"{name}_count {histogram.count}"


def _labels(label: str, value: str) -> str:
    quoted = _escaped(value).replace('"', r"\"")
    return f'{{{label}="{quoted}"}}' if label else ""


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _number(value: float) -> str:
    if value == float("inf"):
        return "+Inf"
    return str(int(value)) if value == int(value) else repr(value)
