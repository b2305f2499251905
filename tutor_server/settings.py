"""The server's settings, and where each comes from.

Flags win over `TUTOR_*` variables, these over the TOML file, these over defaults. What is not
known is an error with a suggestion, because a misspelt limit is worse than none. In the file a
setting stands by its name, or in a table: `[tls] cert = …` is `tls_cert`, and what stands in
`[limits]` goes by its own name.
"""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from tutor_server.log_safety import mask_url
from tutor_server.settings_values import (
    LogLevel,
    read_count,
    read_flag,
    read_list,
    read_path,
    read_port,
    read_seconds,
    read_text,
    read_word,
)
from tutor_shared.errors import SettingsError, UsageError

_PREFIX: Final = "TUTOR_"
#: `TUTOR_*` variables that belong to the client or to the command itself.
_NOT_OURS: Final = frozenset({"TOKEN", "SERVER", "DEBUG", "CONFIG"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting of a server, read and checked. `sources` tells where each came from."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8765
    database: str | None = None
    syllabi: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    insecure: bool = False
    origins: tuple[str, ...] = ()
    log_level: LogLevel = "info"
    heartbeat_s: float = 20.0
    max_connections: int = 10_000
    max_per_user: int = 3
    shutdown_s: float = 5.0
    sources: dict[str, str] = {}


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "host": read_text,
    "port": read_port,
    "database": read_text,
    "data_dir": read_path,
    "syllabi": read_path,
    "tls_cert": read_path,
    "tls_key": read_path,
    "insecure": read_flag,
    "origins": read_list,
    "log_level": read_word(get_args(LogLevel)),
    "heartbeat_s": read_seconds,
    "max_connections": read_count,
    "max_per_user": read_count,
    "shutdown_s": read_seconds,
}


def resolve(
    flags: Mapping[str, Any], environ: Mapping[str, str], toml: Mapping[str, Any]
) -> Settings:
    """The settings of a server.

    Args:
        flags: what was given on the command line; None stands for "not given".
        environ: the whole environment; only `TUTOR_*` is looked at.
        toml: the parsed settings file, or empty.

    Raises:
        SettingsError: something unknown, or a value that cannot be read.
    """
    layers = (
        ("file", dict(_from_toml(toml))),
        ("environment", dict(_from_environ(environ))),
        ("flag", {name: value for name, value in flags.items() if value is not None}),
    )
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for source, layer in layers:
        for name, raw in layer.items():
            values[name] = _read(name, raw, source)
            sources[name] = source
    values.setdefault("data_dir", None)
    if values["data_dir"] is None:
        values["data_dir"] = default_data_dir()
    return _checked(Settings(**values, sources=sources))


def default_data_dir() -> Path:
    """Where a user's data belongs on this system."""
    from platformdirs import user_data_path

    return user_data_path("tutor")


def read_toml(path: Path) -> dict[str, Any]:
    """The settings file. Raises SettingsError when it is not there or is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"There is no settings file {path}. Name one with --config.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(
            f"The settings file {path} cannot be read ({reason}). Name another with --config."
        ) from None
    except ValueError as error:
        raise SettingsError(f"The settings file {path} is no TOML: {error}. Mend it.") from None


def check_exposure(settings: Settings) -> None:
    """Refuse to carry tokens over a network in the clear.

    Raises:
        UsageError: the host is not loopback, and there is neither TLS nor `insecure`.
    """
    if settings.tls_cert is None and not settings.insecure and not _is_loopback(settings.host):
        raise UsageError(
            f"On {settings.host} tokens would cross the network in the clear. Give --tls-cert and "
            "--tls-key, or --insecure when something in front speaks TLS."
        )


def check_paths(settings: Settings) -> None:
    """Refuse to start on folders and files that are not there.

    Raises:
        UsageError: the sentence names the first of them.
    """
    if settings.syllabi is not None and not settings.syllabi.is_dir():
        raise UsageError(f"There is no folder {settings.syllabi}. Give the folder of your courses.")
    for name, path in (("tls_cert", settings.tls_cert), ("tls_key", settings.tls_key)):
        if path is not None and not path.is_file():
            raise UsageError(f"There is no file {path} ({name}). Name one that is there, in PEM.")


def describe(settings: Settings) -> Iterator[str]:
    """A line for each setting: its value, secrets masked, and where it came from."""
    for name in _READERS:
        value = getattr(settings, name)
        if name == "database" and value is not None:
            value = mask_url(value)
        yield f"{name} = {_shown(value)}  # {settings.sources.get(name, 'default')}"


def _from_toml(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _from_toml(value, f"{prefix}{key}_")
        else:
            name = f"{prefix}{key}".removeprefix("limits_")
            if name not in _READERS:
                raise _unknown(name, list(_READERS), "the settings file")
            yield name, value


def _from_environ(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    names = {name.upper(): name for name in _READERS}
    for variable, value in environ.items():
        name = variable.removeprefix(_PREFIX)
        if name == variable or name in _NOT_OURS:
            continue
        if name not in names:
            raise _unknown(name, [*names, *_NOT_OURS], "the environment", _PREFIX)
        yield names[name], value


def _unknown(name: str, known: list[str], where: str, prefix: str = "") -> SettingsError:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {prefix}{near[0]}?" if near else "see: tutor serve --help"
    return SettingsError(f"There is no setting {prefix}{name} ({where}); {hint}")


def _read(name: str, raw: Any, source: str) -> Any:
    try:
        return _READERS[name](raw)
    except ValueError as error:
        raise SettingsError(f"The setting {name} ({source}) must be {error}.") from None


def _checked(settings: Settings) -> Settings:
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise SettingsError("A certificate and its key go together: set tls_cert and tls_key.")
    return settings


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(value: Any) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()
