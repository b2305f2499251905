"""Where a setting comes from, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tutor_server.settings import (
    Settings,
    check_exposure,
    check_paths,
    describe,
    read_toml,
    resolve,
)
from tutor_shared.errors import SettingsError, UsageError


def test_defaults_are_a_loopback_server_in_the_users_data_folder(tmp_path: Path) -> None:
    settings = resolve({}, {}, {})
    assert (settings.host, settings.port, settings.database) == ("127.0.0.1", 8765, None)
    assert settings.data_dir == tmp_path / "xdg" / "tutor"


@pytest.mark.parametrize(
    ("flags", "environ", "toml", "port", "source"),
    [
        ({}, {}, {}, 8765, None),
        ({}, {}, {"port": 1}, 1, "file"),
        ({}, {"TUTOR_PORT": "2"}, {"port": 1}, 2, "environment"),
        ({"port": 3}, {"TUTOR_PORT": "2"}, {"port": 1}, 3, "flag"),
        ({"port": None}, {"TUTOR_PORT": "2"}, {}, 2, "environment"),
        ({"port": 0}, {}, {"port": 1}, 0, "flag"),
    ],
)
def test_a_flag_wins_over_the_environment_over_the_file(
    flags: Mapping[str, Any],
    environ: Mapping[str, str],
    toml: Mapping[str, Any],
    port: int,
    source: str | None,
) -> None:
    settings = resolve(flags, environ, toml)
    assert (settings.port, settings.sources.get("port")) == (port, source)


def test_tables_in_the_file_are_settings_too(tmp_path: Path) -> None:
    file = tmp_path / "tutor.toml"
    file.write_text(
        'host = "0.0.0.0"\norigins = ["https://a.example"]\n'
        '[tls]\ncert = "c.pem"\nkey = "k.pem"\n[limits]\nmax_per_user = 9\n[log]\nlevel = "debug"\n'
    )
    settings = resolve({}, {}, read_toml(file))
    assert settings.tls_cert == Path("c.pem")
    assert settings.max_per_user == 9
    assert settings.log_level == "debug"
    assert settings.origins == ("https://a.example",)


@pytest.mark.parametrize(
    ("environ", "toml", "message"),
    [
        ({"TUTOR_PROT": "1"}, {}, r"TUTOR_PROT \(the environment\); did you mean TUTOR_PORT\?"),
        ({}, {"prot": 1}, r"prot \(the settings file\); did you mean port\?"),
        ({}, {"tls": {"crt": "x"}}, r"did you mean tls_cert\?"),
        ({"TUTOR_QQQQ": "1"}, {}, "see: tutor serve --help"),
        ({"TUTOR_PORT": "http"}, {}, r"port \(environment\) must be a port from 0 to 65535"),
        ({}, {"port": True}, "must be a port"),
        ({}, {"heartbeat_s": 0}, "must be a number of seconds above 0"),
        ({}, {"log_level": "loud"}, "must be one of debug, info, warning, error"),
        ({}, {"tls_cert": "only.pem"}, "set tls_cert and tls_key"),
    ],
)
def test_what_is_unknown_or_unreadable_is_told(
    environ: Mapping[str, str], toml: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        resolve({}, environ, toml)


def test_variables_of_the_client_and_of_others_are_passed_over() -> None:
    environ = {"TUTOR_TOKEN": "t", "TUTOR_DEBUG": "1", "TUTOR_SERVER": "ws://x", "PATH": "/bin"}
    assert resolve({}, environ, {}).sources == {}


@pytest.mark.parametrize("text", ["port = ", "\x00"])
def test_a_file_that_is_no_toml_is_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"x\.toml is no TOML: .*Mend it\."):
        read_toml(file)


def test_d_3_a_file_that_is_not_there_or_not_to_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"There is no settings file .*nowhere\.toml\. Name"):
        read_toml(tmp_path / "nowhere.toml")
    with pytest.raises(SettingsError, match=r"cannot be read \(Is a directory\)"):
        read_toml(tmp_path)


def test_a_2_folders_and_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    there, nowhere = tmp_path / "there", tmp_path / "nowhere"
    there.touch()
    check_paths(resolve({"syllabi": tmp_path, "tls_cert": there, "tls_key": there}, {}, {}))
    for flags, said in (
        ({"syllabi": nowhere}, "There is no folder .*nowhere"),
        ({"syllabi": there}, "There is no folder .*there"),
        ({"tls_cert": nowhere, "tls_key": there}, r"There is no file .*nowhere \(tls_cert\)"),
        ({"tls_cert": there, "tls_key": tmp_path}, r"There is no file .* \(tls_key\)"),
    ):
        with pytest.raises(UsageError, match=said):
            check_paths(resolve(flags, {}, {}))


def test_each_setting_is_shown_with_its_source_and_no_secret() -> None:
    url = "postgresql://tutor:hunter2@db.example/tutor"
    lines = list(describe(resolve({"database": url, "insecure": True}, {"TUTOR_PORT": "1"}, {})))
    assert 'database = "postgresql://tutor:***@db.example/tutor"  # flag' in lines
    assert "port = 1  # environment" in lines
    assert 'host = "127.0.0.1"  # default' in lines
    assert "insecure = true  # flag" in lines
    assert len(lines) == len(Settings.__struct_fields__) - 1
    assert "hunter2" not in "".join(lines)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_needs_no_tls(host: str) -> None:
    check_exposure(resolve({"host": host}, {}, {}))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "class.example"])
def test_beyond_loopback_tls_or_a_word_is_needed(host: str) -> None:
    with pytest.raises(UsageError, match="Give --tls-cert and --tls-key, or --insecure"):
        check_exposure(resolve({"host": host}, {}, {}))
    check_exposure(resolve({"host": host, "insecure": True}, {}, {}))
    check_exposure(resolve({"host": host, "tls_cert": "c", "tls_key": "k"}, {}, {}))
