"""Prometheus' text format, to the letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_server.exposition import Family, Histogram, exposition, single

NAME = r"[a-z_]+"
LABEL = r'\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"\}'
NUMBER = r"(?:\+Inf|-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)"
LINE = re.compile(rf"# HELP {NAME} [^\n]*|# TYPE {NAME} [a-z]+|{NAME}(?:{LABEL})? {NUMBER}")


def test_a_page_is_a_help_a_type_and_a_line_a_sample() -> None:
    page = exposition(
        [
            single("a_total", "counter", "All of them.", 3),
            Family("b", "gauge", "By kind.", {"one": 1, "two": 0.25}, "kind"),
        ]
    )
    assert page == (
        "# HELP a_total All of them.\n"
        "# TYPE a_total counter\n"
        "a_total 3\n"
        "# HELP b By kind.\n"
        "# TYPE b gauge\n"
        'b{kind="one"} 1\n'
        'b{kind="two"} 0.25\n'
    )


def test_a_histogram_counts_upwards_to_infinity() -> None:
    histogram = Histogram((0.5, 1))
    for value in (0.5, 0.6, 1.0, 7):
        histogram.observe(value)
    assert exposition([Family("h", "histogram", "How long.", histogram)]).splitlines()[2:] == [
        'h_bucket{le="0.5"} 1',
        'h_bucket{le="1"} 3',
        'h_bucket{le="+Inf"} 4',
        "h_sum 9.1",
        "h_count 4",
    ]


@given(st.lists(st.floats(min_value=0, max_value=1e9)))
def test_every_observation_is_in_the_last_bucket(values: list[float]) -> None:
    histogram = Histogram((0.001, 1, 1000))
    for value in values:
        histogram.observe(value)
    counts = [count for _, count in histogram.buckets()]
    assert counts == sorted(counts)
    assert counts[-1] == histogram.count == len(values)


@given(st.text(), st.floats(min_value=-1e12, max_value=1e12))
def test_no_text_leaves_its_place(text: str, value: float) -> None:
    page = exposition([Family("a", "gauge", text.replace("\r", ""), {text: value}, "x")])
    assert all(LINE.fullmatch(line) for line in page.split("\n")[:-1]), page


@pytest.mark.parametrize("value", [0, 1, 2.5, 1e-9, 1e300, 10**20])
def test_a_number_is_read_back_as_it_was(value: float) -> None:
    line = exposition([single("a", "gauge", "x", value)]).splitlines()[-1]
    assert float(line.removeprefix("a ")) == value
