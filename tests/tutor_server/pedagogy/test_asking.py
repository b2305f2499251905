"""Which variant, and which order of options, a session is shown."""

from __future__ import annotations

from msgspec.structs import replace

from tests.support.small_course import half_plus_third, which_bigger
from tutor_server.pedagogy.asking import asking, pick_variant
from tutor_shared.answers.block import Choice

QUESTION = half_plus_third()
MANY = replace(QUESTION, variants=QUESTION.variants * 8)


def test_a_session_is_shown_the_same_variant_each_time() -> None:
    assert pick_variant("session-a", MANY) == pick_variant("session-a", MANY)


def test_sessions_are_shown_different_variants() -> None:
    assert len({pick_variant(f"session-{n}", MANY) for n in range(50)}) > 3


def test_a_variant_that_is_gone_becomes_the_last_one() -> None:
    assert asking("s", QUESTION, 7).variant == QUESTION.variants[0]


def test_shuffled_options_keep_their_order_within_a_session() -> None:
    plain = which_bigger()
    block = plain.variants[0].block
    assert isinstance(block.answer, Choice)
    shuffled = replace(block, answer=replace(block.answer, shuffle=True))
    question = replace(plain, variants=(replace(plain.variants[0], block=shuffled),))
    orders = {asking(f"session-{n}", question, 0).options for n in range(20)}
    assert len(orders) > 1
    assert asking("session-1", question, 0).options == asking("session-1", question, 0).options


def test_only_a_choice_has_options() -> None:
    assert asking("s", QUESTION, 0).options == ()
    assert [key for key, _ in asking("s", which_bigger(), 0).options] == ["a", "b", "c"]
