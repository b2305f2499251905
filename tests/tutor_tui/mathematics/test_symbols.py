from __future__ import annotations

from tutor_tui.mathematics.symbols import BARS, DELIMITERS, SIGNS


def test_every_sign_can_be_printed_and_is_no_latex() -> None:
    shown = [*(box.text for box in SIGNS.values()), *BARS.values(), *DELIMITERS.values()]
    assert all(sign.isprintable() and "\\" not in sign for sign in shown)


def test_no_sign_is_emphasis_or_code_in_markdown() -> None:
    assert not {"*", "`", "~"} & {box.text for box in SIGNS.values()}
