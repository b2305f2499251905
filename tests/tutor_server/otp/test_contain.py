"""A callback's error goes to the log and no further."""

from __future__ import annotations

import pytest

from tests.tutor_server.otp.processes import raising
from tutor_server.otp.contain import contain


def test_the_result_is_passed_on() -> None:
    assert contain(divmod, 7, 2) == (3, 1)


def test_an_error_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    assert contain(raising(ZeroDivisionError)) is None
    assert "ZeroDivisionError" in caplog.text


def test_an_exit_is_no_error_of_the_callback() -> None:
    with pytest.raises(SystemExit):
        contain(raising(SystemExit))
