"""The prerequisite graph of skills: which comes first, and whether that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def cycle(requires: Graph) -> tuple[str, ...]:
    """One cycle as the path that goes round it, first and last the same; empty if there is none.

    `requires` maps a skill to what it requires; a required skill nobody maps is passed over.
    """
    done: set[str] = set()
    for start in requires:
        found = _cycle_from(start, requires, done)
        if found:
            return found
    return ()


def topological(requires: Graph) -> tuple[str, ...]:
    """Every skill after those it requires, otherwise in the order given.

    Raises:
        ValueError: there is a cycle.
    """
    around = cycle(requires)
    if around:
        raise ValueError(" → ".join(around))
    order: dict[str, None] = {}
    for skill in requires:
        _place(skill, requires, order)
    return tuple(order)


def _cycle_from(start: str, requires: Graph, done: set[str]) -> tuple[str, ...]:
    path = {start: iter(requires[start])}
    while path:
        last = next(reversed(path))
        step = next((one for one in path[last] if one in requires and one not in done), None)
        if step is None:
            done.add(last)
            del path[last]
        elif step in path:
            around = list(path)
            return (*around[around.index(step) :], step)
        else:
            path[step] = iter(requires[step])
    return ()


def _place(skill: str, requires: Graph, order: dict[str, None]) -> None:
    waiting = [skill]
    while waiting:
        missing = [one for one in requires[waiting[-1]] if one in requires and one not in order]
        if missing:
            waiting.append(missing[0])
        else:
            order[waiting.pop()] = None
