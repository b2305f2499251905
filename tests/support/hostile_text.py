"""Text that means harm to a terminal, in every shape that is known to have worked somewhere."""

from __future__ import annotations

from typing import Final

#: Escape sequences, whole and unterminated; each carries the word by which it is found again.
SEQUENCES: Final = (
    "\x1b]0;PWNED\x07", "\x1b]2;PWNED\x1b\\", "\x1b]4;1;rgb:PWNED\x07",
    "\x1b]8;;https://PWNED\x1b\\click\x1b]8;;\x1b\\", "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]133;A;PWNED\x07", "\x1b]633;PWNED\x07", "\x1b]777;notify;PWNED\x07",
    "\x1b]1337;File=PWNED:\x07", "\x1bPPWNED\x1b\\", "\x1b_PWNED\x1b\\", "\x1b^PWNED\x1b\\",
    "\x1bXPWNED\x1b\\", "\x1b]0;PWNED", "\x9d0;PWNED\x9c", "\x90PWNED\x9c", "\x9b31mPWNED",
    "\x1bcPWNED", "\x1b[6nPWNED", "\x1b[>cPWNED", "\x1b[?1000hPWNED", "\x1b[?2004lPWNED",
    "\x1b[?1049lPWNED", "\x1b[201~PWNED", "\x1b[2J\x1b[HPWNED", "\x1b[" + "1;" * 2_000 + "mPWNED",
)  # fmt: skip
BIDI: Final = "\u202ePWNED\u202c\u2066PWNED\u2069\u200f\u061c"
MARKUP: Final = "[/] [red]PWNED[/red] [@click=app.quit]PWNED[/] " + "[" * 200
LINKS: Final = "[PWNED](javascript:alert(1)) ![PWNED](file:///etc/passwd) <https://PWNED>"
DEEP: Final = ">" * 400 + " PWNED"
STRANGE: Final = "a" + "\u0301" * 200 + "\u200b\U000e0041\U000e007f 漢字 👩‍👩‍👧 \ufeff\ufffd"

#: All of it, for a field that holds lines; and a shorter one for a title.
TEXT: Final = "\n\n".join((*SEQUENCES, BIDI, MARKUP, LINKS, DEEP, STRANGE))
TITLE: Final = f"T {SEQUENCES[0]}{SEQUENCES[14]}{BIDI}[/][@click=app.quit]x\r\n\ty"
