"""Reading plain mappings tolerantly."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus import fields as f
from tutor_shared.syllabus.fields import Fields

FIELDS: Fields = {
    "text": "a\n", "empty": "", "number": "12", "share": "0.25", "list": ["a", ["b"], {"c": "d"}],
    "mapping": {"e": "f"},
}  # fmt: skip


def test_what_is_there_is_read() -> None:
    assert f.text(FIELDS, "text") == "a\n"
    assert f.prose(FIELDS, "text") == "a"
    assert f.whole(FIELDS, "number", 1) == 12
    assert f.share(FIELDS, "share", 1.0) == 0.25
    assert f.mapping(FIELDS, "mapping") == {"e": "f"}
    assert f.texts(FIELDS, "list") == ("a",)
    assert list(f.mappings(FIELDS, "list")) == [(2, {"c": "d"})]


@pytest.mark.parametrize("key", ["missing", "mapping"])
def test_what_is_missing_or_wrong_is_its_default(key: str) -> None:
    assert f.text(FIELDS, key, "x") == "x"
    assert f.optional_prose(FIELDS, key) is None
    assert f.whole(FIELDS, key, 7) == 7
    assert f.share(FIELDS, key, 0.5) == 0.5
    assert f.items(FIELDS, key) == []
    assert f.mapping(FIELDS, "text") == {}


@pytest.mark.parametrize("text", ["", "-1", "1.0", "1e3", "1_0", "٣", "9" * 20_000, ".inf"])
def test_what_is_no_whole_number(text: str) -> None:
    assert f.as_whole(text) is None


@pytest.mark.parametrize("text", ["", "1.1", "-0.1", "nan", "inf", "1e-1", ".", "0.0.1", "0" * 30])
def test_what_is_no_share(text: str) -> None:
    assert f.as_share(text) is None


@pytest.mark.parametrize(("text", "value"), [("0", 0.0), ("1", 1.0), (".5", 0.5), ("0.95", 0.95)])
def test_what_is_a_share(text: str, value: float) -> None:
    assert f.as_share(text) == value
