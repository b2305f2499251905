from __future__ import annotations

from tutor_tui.link.endpoint import Endpoint


def test_the_token_is_not_shown_by_accident() -> None:
    assert "secret" not in repr(Endpoint("ws://127.0.0.1:1", "secret"))
