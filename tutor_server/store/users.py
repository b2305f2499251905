"""The Users port over a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from tutor_server.store.credentials import may_be_token, new_token, token_hash, user_name
from tutor_server.store.database import Database
from tutor_server.store.tables import access_tokens, users
from tutor_server.store.upsert import insert_missing
from tutor_shared.errors import UsageError

_INSERT_TOKEN: Final = insert(access_tokens)
_NAMES: Final = (
    select(users.c.name, func.count(access_tokens.c.hash))
    .outerjoin(access_tokens)
    .group_by(users.c.name)
)
_DELETE_TOKENS: Final = delete(access_tokens).where(access_tokens.c.user == bindparam("name"))
_USER: Final = select(users.c.name).where(users.c.name == bindparam("name"))
_OWNER: Final = select(access_tokens.c.user).where(access_tokens.c.hash == bindparam("token"))


class StoredUsers:
    """Who may come in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, name: str, *, at: datetime) -> str:
        """Make the user if new, and give them one more token, which is returned."""
        token = new_token()
        work = partial(_add, name=user_name(name), token=token_hash(token), at=at)
        await self._database.write(work)
        return token

    async def names(self) -> Sequence[tuple[str, int]]:
        """Every user with the number of live tokens, by name."""
        return await self._database.read(_names)

    async def remove(self, name: str) -> bool:
        """End all tokens of the user; False if there is none of that name."""
        try:
            known = user_name(name)
        except UsageError:
            return False
        return await self._database.write(partial(_remove, name=known))

    async def authenticate(self, token: str) -> str | None:
        """The user a token belongs to, or None."""
        if not may_be_token(token):
            return None
        return await self._database.read(partial(_owner, token=token_hash(token)))


def _add(connection: Connection, *, name: str, token: str, at: datetime) -> None:
    insert_missing(connection, users, {"name": name, "created": at})
    connection.execute(_INSERT_TOKEN, {"hash": token, "user": name, "created": at})


def _names(connection: Connection) -> list[tuple[str, int]]:
    # Sorted here: the engines' collations differ, code points do not.
    return sorted((name, tokens) for name, tokens in connection.execute(_NAMES))


def _remove(connection: Connection, *, name: str) -> bool:
    connection.execute(_DELETE_TOKENS, {"name": name})
    return connection.scalar(_USER, {"name": name}) is not None


def _owner(connection: Connection, *, token: str) -> str | None:
    owner: str | None = connection.scalar(_OWNER, {"token": token})
    return owner
