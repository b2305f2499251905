"""R-05: names are equal only when their types are."""

from __future__ import annotations

from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st

from tutor_server.otp.names import strict

plain = st.one_of(
    st.integers(0, 2), st.booleans(), st.floats(0, 2), st.text(max_size=1), st.none(), st.binary()
)
names = st.recursive(plain, lambda parts: st.tuples(parts, parts), max_leaves=4)


def test_r_05_four_names_that_look_alike_are_four() -> None:
    assert len({strict(name) for name in (1, "1", 1.0, True)}) == 4


def test_r_05_also_inside_a_tuple() -> None:
    assert len({strict(("ada", name)) for name in (1, "1", 1.0, True)}) == 4


@given(names, names)
def test_r_05_equal_keys_mean_the_same_name(one: Hashable, other: Hashable) -> None:
    assert (strict(one) == strict(other)) == (repr(one) == repr(other))
