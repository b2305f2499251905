from __future__ import annotations

import pytest

from tests.support.databases import NOW, Store
from tutor_shared.errors import UsageError


async def test_a_token_belongs_to_its_user(store: Store) -> None:
    ada, bob = await store.users.add("ada", at=NOW), await store.users.add("bob", at=NOW)

    assert await store.users.authenticate(ada) == "ada"
    assert await store.users.authenticate(bob) == "bob"


async def test_a_user_may_have_several_tokens(store: Store) -> None:
    tokens = [await store.users.add("ada", at=NOW) for _ in range(3)]

    assert len(set(tokens)) == 3
    assert [await store.users.authenticate(token) for token in tokens] == ["ada"] * 3
    assert list(await store.users.names()) == [("ada", 3)]


async def test_r_06_a_name_has_one_spelling(store: Store) -> None:
    await store.users.add("Zoë", at=NOW)
    token = await store.users.add("ZOE\u0308", at=NOW)

    assert await store.users.authenticate(token) == "zoë"
    assert list(await store.users.names()) == [("zoë", 2)]


@pytest.mark.parametrize(
    "token", ["", "wrong", "x" * 1_000_000, "\ud800", "ünïcode", "a\x00b", "' OR 1=1 --"]
)
async def test_a_token_nobody_was_given_opens_nothing(store: Store, token: str) -> None:
    await store.users.add("ada", at=NOW)

    assert await store.users.authenticate(token) is None


async def test_w_27_a_removed_user_has_no_token_but_a_record(store: Store) -> None:
    token = await store.users.add("ada", at=NOW)
    opened = await store.session("ada")

    assert await store.users.remove("Ada")
    assert await store.users.authenticate(token) is None
    assert list(await store.users.names()) == [("ada", 0)]
    assert (await store.session("ada")).session == opened.session


async def test_removing_leaves_others_alone_and_can_be_said_twice(store: Store) -> None:
    await store.users.add("ada", at=NOW)
    bob = await store.users.add("bob", at=NOW)

    assert [await store.users.remove("ada"), await store.users.remove("ada")] == [True, True]
    assert await store.users.authenticate(bob) == "bob"


@pytest.mark.parametrize("name", ["nobody", "", "no\x00body", "\ud800"])
async def test_removing_a_stranger_says_so(store: Store, name: str) -> None:
    assert not await store.users.remove(name)


@pytest.mark.parametrize(
    "name", ["", " ada", "ada ", "a\tb", "a\x00b", "\ud800", "a\u202eb", "x" * 65]
)
async def test_a_name_that_cannot_be_used_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="Choose another"):
        await store.users.add(name, at=NOW)

    assert list(await store.users.names()) == []


async def test_a_removed_user_can_be_given_a_token_again(store: Store) -> None:
    await store.users.add("ada", at=NOW)
    await store.users.remove("ada")

    assert await store.users.authenticate(await store.users.add("ada", at=NOW)) == "ada"


async def test_p_36_a_name_is_data_and_never_sql(store: Store) -> None:
    name = "robert'); drop table users; --"
    token = await store.users.add(name, at=NOW)

    assert await store.users.authenticate(token) == name
