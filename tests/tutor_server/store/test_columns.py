from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect
from sqlalchemy.engine import make_url

from tutor_server.store.columns import UtcTime, Utf8

SQLITE: Dialect = make_url("sqlite://").get_dialect()()
POSTGRES: Dialect = make_url("postgresql+asyncpg://").get_dialect()()


def test_a_time_is_stored_in_utc() -> None:
    noon_in_vienna = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=1)))

    assert UtcTime().process_bind_param(noon_in_vienna, SQLITE) == datetime(
        2026, 11, 24, 11, tzinfo=UTC
    )


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcTime().process_bind_param(datetime(2026, 11, 24, 12), SQLITE)  # noqa: DTZ001 - the case


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRES])
def test_a_time_comes_back_aware_whether_the_engine_keeps_zones_or_not(
    dialect: Dialect,
) -> None:
    naive = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - what SQLite gives
    aware = naive.replace(tzinfo=UTC)

    assert UtcTime().process_result_value(naive, dialect) == aware
    assert UtcTime().process_result_value(aware, dialect) == aware


def test_nothing_stays_nothing() -> None:
    assert UtcTime().process_bind_param(None, SQLITE) is None
    assert UtcTime().process_result_value(None, SQLITE) is None
    assert Utf8().process_bind_param(None, SQLITE) is None
    assert Utf8().process_result_value(None, SQLITE) is None


@given(st.text())
def test_json_comes_back_byte_for_byte(text: str) -> None:
    given_bytes = text.encode()
    stored = Utf8().process_bind_param(given_bytes, SQLITE)

    assert Utf8().process_result_value(stored, SQLITE) == given_bytes


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        Utf8().process_bind_param(b"\xff", SQLITE)
