"""What may stand in a log line. Pure.

No control or bidi character, no secret, no value that fills the disk.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, MutableMapping
from typing import Any, Final

#: A line of JSON at most; a readable line is shorter, as it escapes less.
MAX_LINE_BYTES: Final = 8_192
_MAX_VALUE: Final = 1_000
_MAX_STACK: Final = 3_000
_MAX_DEPTH: Final = 4
_STRUCK: Final = "***"
#: Keys whose newlines are lines of a stack, and stay.
_STACKS: Final = frozenset({"exception", "stack"})
_SECRET_KEYS: Final = frozenset(
    {"token", "authorization", "password", "secret", "cookie", "api_key", "access_token"}
)
_PASSWORD: Final = re.compile(r"(?P<before>://[^\s:/@]*:)[^\s/]*(?P<after>@)")
_PARAMETER: Final = re.compile(
    r"(?P<before>[?&][a-z_]*(?:password|secret|token)=)[^&\s]*", re.IGNORECASE
)
#: A bearer token, a secret in JSON or in a query.
_SECRETS: Final = re.compile(
    r"(?P<key>bearer\s+|[\"']?(?:token|password|secret|api[ _-]?key)[\"']?\s*[=:]\s*[\"']?)"
    r"[^\s\"'@,}]+",
    re.IGNORECASE,
)
#: A header whose whole value is a secret, whatever it looks like.
_HEADERS: Final = re.compile(
    r"(?P<key>\b(?:authorization|cookie)[\"']?\s*[=:]\s*)[^\r\n]+", re.IGNORECASE
)
#: The key of a language model's host, by the prefix that such keys share.
_MODEL_KEY: Final = re.compile(r"\bsk-[\w-]{6,}")
#: Variables of the environment that hold a secret, by the end of their names.
_SECRET_VARIABLES: Final = ("TOKEN", "PASSWORD", "SECRET", "KEY")
#: A shorter value is a word that may stand anywhere.
_MIN_SECRET: Final = 8
_BIDI: Final = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_ESCAPES: Final[dict[int, str]] = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *_BIDI)
} | {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}
_STACK_ESCAPES: Final = {code: text for code, text in _ESCAPES.items() if code != 0x0A}


def safe(event: Mapping[str, Any], known: Collection[str] = ()) -> MutableMapping[str, Any]:
    """The event, fit to be written. `known` are secrets to strike out wherever they stand."""
    shown = {_text(key): _value(key, value, 0) for key, value in event.items()}
    return _without(shown, known) if known else shown


def secrets_in(environ: Mapping[str, str]) -> frozenset[str]:
    """The values of an environment that look like secrets by their names."""
    return frozenset(
        value
        for name, value in environ.items()
        if name.upper().endswith(_SECRET_VARIABLES) and len(value) >= _MIN_SECRET
    )


def mask_url(url: str) -> str:
    """A text with the passwords of the addresses in it struck out."""
    return _PARAMETER.sub(r"\g<before>***", _PASSWORD.sub(r"\g<before>***\g<after>", url))


def _value(key: str, value: Any, depth: int) -> Any:
    if key.lower() in _SECRET_KEYS:
        return _STRUCK
    if value is None or isinstance(value, bool | int | float):
        return value
    if key in _STACKS and isinstance(value, str):
        return _strike(value[-_MAX_STACK:]).translate(_STACK_ESCAPES)
    if isinstance(value, Mapping) and depth < _MAX_DEPTH:
        items = list(value.items())[:50]
        return {_text(str(name)): _value(str(name), item, depth + 1) for name, item in items}
    if isinstance(value, list | tuple) and depth < _MAX_DEPTH:
        return [_value("", item, depth + 1) for item in value[:50]]
    return _text(value if isinstance(value, str) else _repr(value))


def _text(text: str) -> str:
    cut = text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}…"
    return _strike(cut).translate(_ESCAPES)


def _strike(text: str) -> str:
    for secrets in (_HEADERS, _SECRETS):
        text = secrets.sub(rf"\g<key>{_STRUCK}", text)
    return _MODEL_KEY.sub(_STRUCK, mask_url(text))


def _without(shown: Any, known: Collection[str]) -> Any:
    if isinstance(shown, str):
        for secret in known:
            shown = shown.replace(secret, _STRUCK)
        return shown
    if isinstance(shown, Mapping):
        return {_without(name, known): _without(item, known) for name, item in shown.items()}
    return [_without(item, known) for item in shown] if isinstance(shown, list) else shown


def _repr(value: Any) -> str:
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - a foreign __repr__ may raise anything; the line is written
        return f"<{type(value).__name__}>"
