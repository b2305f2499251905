"""The prerequisite graph."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.syllabus.graph import cycle, topological

NAMES = st.sampled_from("abcdef")
GRAPHS = st.dictionaries(NAMES, st.lists(NAMES, max_size=4))


def test_a_cycle_is_the_way_round() -> None:
    assert cycle({"a": ["b"], "b": ["c"], "c": ["b"]}) == ("b", "c", "b")
    assert cycle({"a": ["a"]}) == ("a", "a")
    assert cycle({"a": ["b"], "b": []}) == ()


def test_a_skill_comes_after_what_it_requires() -> None:
    assert topological({"c": ["b", "a"], "a": [], "b": ["a"]}) == ("a", "b", "c")


def test_a_skill_nobody_defines_is_passed_over() -> None:
    assert topological({"a": ["ghost"]}) == ("a",)


def test_a_cycle_has_no_order() -> None:
    with pytest.raises(ValueError, match="a → b → a"):
        topological({"a": ["b"], "b": ["a"]})


def test_a_long_chain_needs_no_recursion() -> None:
    chain = {f"s{number}": [f"s{number + 1}"] for number in range(5_000)} | {"s5000": []}
    assert topological(chain)[0] == "s5000"


@given(GRAPHS)
def test_there_is_an_order_exactly_where_there_is_no_cycle(graph: dict[str, list[str]]) -> None:
    around = cycle(graph)
    if around:
        assert all(after in graph[before] for before, after in itertools.pairwise(around))
        assert around[0] == around[-1]
        return
    order = topological(graph)
    assert sorted(order) == sorted(graph)
    for skill, requires in graph.items():
        assert all(order.index(one) < order.index(skill) for one in requires if one in graph)
