"""Files of P-40: what a course folder may be handed by somebody who means harm, or by an accident."""

from __future__ import annotations

from typing import Final

_PYTHON_TAGS: Final = (
    "!!python/none", "!!python/bool", "!!python/bytes", "!!python/str", "!!python/unicode",
    "!!python/int", "!!python/long", "!!python/float", "!!python/complex", "!!python/list",
    "!!python/tuple", "!!python/dict", "!!python/name:os.system", "!!python/module:os",
    "!!python/object:os.system", "!!python/object/new:os.system", "!!python/object/apply:os.system",
)  # fmt: skip
_LAUGHS: Final = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

#: By what is hostile about each; none of them is a course.
REFUSED: Final[dict[str, bytes]] = {
    "alias bomb": _LAUGHS.encode(),
    "merge keys": b"a: &a {b: c}\nd:\n  <<: *a\n",
    "a merge key alone": b"<<: {a: b}\n",
    "recursion": b"a: &a [*a]\n",
    "depth 5000, flow": b"a: " + b"[" * 5_000 + b"]" * 5_000,
    "depth 5000, block": b"- " * 5_000 + b"x",
    "depth 5000, keys": b"? " * 5_000 + b"x",
    **{f"tag {tag}": f"title: {tag} x\n".encode() for tag in _PYTHON_TAGS},
    "duplicate keys": b"id: a\nid: b\n" * 50_000,
    "1 MB scalar": b"title: " + b"x" * 1_000_000,
    "over 1 MiB": b"title: " + b"x" * 1_100_000,
    "a million lines": b"\n" * 1_000_000,
    "half a million items": b"- a\n" * 250_000,
    "wide mapping": b"".join(b"k%d: v\n" % number for number in range(80_000)),
    "NUL": b"title: a\0b\n",
    "UTF-16": "title: a\n".encode("utf-16"),
    "UTF-16 without its mark": "title: a\n".encode("utf-16-be"),
    "latin 1": "title: Brüche\n".encode("latin-1"),
    "tabs": b"title:\n\tx\n",
    "empty": b"",
    "only a comment": b"# nothing\n",
    "two documents": b"a: b\n---\nc: d\n",
    "control characters": b"title: a\x1b[31mb\n",
    "C1 control characters": "title: a\x9b31mb\n".encode(),
    "escaped control characters": b'title: "a\\x1b[31mb"\n',
    "bidi override": "title: a\u202eb\n".encode(),
    "lone surrogate": b"title: \xed\xa0\x80\n",
    "a bare scalar": b"no\n",
    "a list": b"- a\n",
    "a complex key": b"? [a, b]\n: c\n",
    "a binary": bytes(range(256)) * 100,
    "an endless quote": b"a: '" + b"x\n" * 400_000,
    "percent signs": b"%" * 1_000_000,
}
