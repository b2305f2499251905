"""Rows of variants."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus.node import Path, Plain
from tutor_shared.syllabus.variants import MAX_VARIANTS, Budget, VariantError, rows


def values(question: dict[str, Plain]) -> list[dict[str, str]]:
    return [row.values for row in rows(question, Budget())]


def test_a_question_without_variants_has_no_rows() -> None:
    assert values({"id": "q"}) == []


def test_a_table_is_taken_as_it_stands() -> None:
    table: Plain = [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]
    assert values({"variants": table}) == table


def test_ranges_are_expanded_under_their_condition() -> None:
    found = values({"id": "q", "variables": {"a": {"int": ["1", "3"]}, "b": {"int": ["1", "3"]}},
                    "where": "a < b"})  # fmt: skip
    pairs = sorted((row["a"], row["b"]) for row in found)
    assert pairs == [("1", "2"), ("1", "3"), ("2", "3")]


def test_the_same_rows_are_chosen_each_time_and_others_for_another_question() -> None:
    variables: Plain = {"a": {"int": ["-50", "50"]}}
    first = values({"id": "q", "variables": variables})
    assert len(first) == MAX_VARIANTS
    assert first == values({"id": "q", "variables": variables})
    assert first != values({"id": "other", "variables": variables})


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ({"variants": "a"}, ("variants",)),
        ({"variants": []}, ("variants",)),
        ({"variants": [{"a": "1"}] * (MAX_VARIANTS + 1)}, ("variants",)),
        ({"variants": ["a"]}, ("variants", 0)),
        ({"variants": [{"a": ["1"]}]}, ("variants", 0, "a")),
        ({"variants": [{"a b": "1"}]}, ("variants", 0, "a b")),
        ({"variants": [{"a": "1"}, {"b": "1"}]}, ("variants", 1)),
        ({"variants": [{"a": "1"}], "variables": {}}, ("variables",)),
        ({"variables": {}}, ("variables",)),
        ({"variables": {"a": "1"}}, ("variables", "a")),
        ({"variables": {"a": {"int": ["3", "1"]}}}, ("variables", "a")),
        ({"variables": {"a": {"int": ["1", "9" * 9]}}}, ("variables", "a")),
        ({"variables": {"a": {"float": ["1", "2"]}}}, ("variables", "a")),
        ({"variables": {"a": {"int": ["1", "9999"]}}}, ("variables",)),
        ({"variables": {"a": {"int": ["1", "2"]}}, "where": "a"}, ("where",)),
        ({"variables": {"a": {"int": ["1", "2"]}}, "where": ["a"]}, ("where",)),
        ({"variables": {"a": {"int": ["1", "2"]}}, "where": "a > 2"}, ("where",)),
        ({"where": "a > 2"}, ("where",)),
    ],
)
def test_what_cannot_be_expanded_is_told_by_its_path(
    question: dict[str, Plain], path: Path
) -> None:
    with pytest.raises(VariantError) as caught:
        rows(question, Budget())
    assert caught.value.path == path
    assert caught.value.message.rstrip("]").endswith((".", "}"))


def test_a_topic_s_variants_have_a_budget() -> None:
    with pytest.raises(VariantError, match="Split the topic"):
        rows({"variables": {"a": {"int": ["1", "9"]}}}, Budget(8))
