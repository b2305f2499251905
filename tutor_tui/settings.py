"""What a client needs to know: which server, who we are to it, where its own data lies.

Flags over the environment over defaults. Pure: both are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from tutor_shared.errors import UsageError
from tutor_shared.wire.clean import clean


@dataclass(frozen=True, slots=True)
class Settings:
    """`server` None means a private server on this machine, with its data in `data_dir`."""

    server: str | None
    token: str | None = field(repr=False)
    data_dir: Path


def resolve(server: str | None, data_dir: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of one run.

    Raises:
        UsageError: an address or a token that cannot be used.
    """
    where = data_dir or environ.get("TUTOR_DATA_DIR") or platformdirs.user_data_dir("tutor")
    return Settings(
        server=None if server is None else address(server),
        token=_token(environ.get("TUTOR_TOKEN", "")),
        data_dir=Path(where).expanduser().absolute(),
    )


def address(text: str) -> str:
    """A server's address, checked: `ws://HOST:PORT` or `wss://HOST:PORT`.

    Raises:
        UsageError: it is none; says how one looks.
    """
    shown = clean(text)[:80]
    wrong = (
        f"{shown!r} is no address of a server; one looks like ws://HOST:PORT or wss://HOST:PORT."
    )
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("ws", "wss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise UsageError(wrong) from None
    if parts.username is not None or parts.query or parts.fragment:
        raise UsageError("An address holds no name, token or query; set TUTOR_TOKEN instead.")
    if not usable or shown != text or any(character.isspace() for character in text):
        raise UsageError(wrong)
    return text


def _token(text: str) -> str | None:
    token = text.strip()
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise UsageError("TUTOR_TOKEN holds no token; set it to what `tutor user add` printed.")
    return token or None
