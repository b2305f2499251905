from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_server.store.credentials import may_be_token, new_token, token_hash, user_name
from tutor_shared.errors import UsageError


def test_a_token_is_256_fresh_bits_in_the_url_safe_alphabet() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(len(token) == 43 and may_be_token(token) for token in tokens)
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_a_token_is_kept_as_its_sha_256() -> None:
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("text", ["\ud800", "ü", "x" * 129])
def test_what_can_be_no_token_is_not_even_hashed(text: str) -> None:
    assert not may_be_token(text)


@pytest.mark.parametrize("typed", ["a", "Ada Lovelace", "x" * 64, "李小龍", "o'brien", "user@host"])
def test_a_printable_name_can_be_used(typed: str) -> None:
    assert user_name(typed)


def test_r_06_case_and_composition_make_no_second_user() -> None:
    assert user_name("ZOE\u0308") == user_name("zoë")


def test_r_06_names_that_only_look_alike_stay_two_users() -> None:
    assert user_name("аda") != user_name("ada")  # noqa: RUF001 - the first is Cyrillic


@pytest.mark.parametrize("typed", ["", " ", "a ", " a", "a\n", "\x1b[31m", "a\u200db", "x" * 65])
def test_any_other_name_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(UsageError, match=r"Choose another one\.$"):
        user_name(typed)


@given(st.text(max_size=80))
def test_a_name_taken_once_is_taken_the_same_again(typed: str) -> None:
    try:
        name = user_name(typed)
    except UsageError:
        return
    assert user_name(name) == name
