"""Certificates that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor_server.transport.tls import server_context
from tutor_shared.errors import UsageError


def test_without_a_certificate_there_is_no_tls() -> None:
    assert server_context(None, None) is None


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing\.pem.*Give --tls-cert and --tls-key"):
        server_context(tmp_path / "nothing.pem", tmp_path / "nothing.key")


def test_a_file_that_is_no_certificate_is_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("not a certificate")
    with pytest.raises(UsageError, match="cannot be used"):
        server_context(wrong, wrong)
