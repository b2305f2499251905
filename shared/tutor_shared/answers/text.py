"""Words: compared without case, accents and closing punctuation, and with a slip or two forgiven.

A slip is forgiven in words long enough for it, never in digits, and never where the text lies as
near to a known error as to the right answer: an exact known error comes before a fuzzy right one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from tutor_shared.answers.block import AnswerBlock, NumberFormat, Text
from tutor_shared.answers.glyphs import TYPEWRITER
from tutor_shared.answers.kind import (
    CORRECT,
    INCORRECT,
    Judged,
    no_label,
    no_options,
    unarranged,
    ungraded,
)
from tutor_shared.answers.tree import count, flag, scalars
from tutor_shared.answers.verdict import Verdict
from tutor_shared.answers.words import bare

KEYS: Final = frozenset(("accept", "case", "accents", "distance"))
#: One slip for every so many letters: a slip in a shorter word makes another word.
_LETTERS_A_SLIP: Final = 4
_MAX_FUZZY: Final = 200
_ENDS: Final = " .!?;:,"

label = no_label
options = no_options
arranged = unarranged


def read(value: object, options: Mapping[str, object]) -> Text:
    """`five sixths`, or a list; with `accept` (more of them), `case`, `accents`, `distance`."""
    more = scalars(options["accept"], "`accept`") if "accept" in options else ()
    return Text(
        accept=tuple(text.strip() for text in (*scalars(value, "A text"), *more)),
        case=flag(options, "case"),
        accents=flag(options, "accents"),
        distance=count(options, "distance", low=0, high=5) or 0,
    )


def read_match(value: object, options: Mapping[str, object], own: Text) -> Text:
    """Words to recognise: exactly, unless a distance is written; case and accents as in `own`."""
    match = read(value, options)
    if options:
        return match
    return msgspec.structs.replace(match, case=own.case, accents=own.accents)


def judge(answer: Text, text: str, block: AnswerBlock) -> Judged:
    """Equal, or equal but for slips."""
    if _is_exact(answer, text):
        return Judged(CORRECT)
    near = _nearest(answer, text)
    if near is None:
        return Judged(INCORRECT)
    spelled, slips = near
    if any(slips >= rival for rival in _rivals(answer, text, block, slips)):
        return ungraded("I am not sure which word you mean; check its spelling.")
    return Judged(Verdict("correct", f"It is spelled: {spelled}"), sure=False)


def matches(match: Text, text: str, block: AnswerBlock) -> bool:  # noqa: ARG001  the protocol's arguments
    """Whether the words are the match's, with as many slips as the match itself allows."""
    return _is_exact(match, text) or _nearest(match, text) is not None


def example(answer: Text, number_format: NumberFormat) -> str:  # noqa: ARG001  the protocol's arguments
    """What kind of text is asked for."""
    return "a few words" if any(" " in text for text in answer.accept) else "one word"


def show(answer: Text, number_format: NumberFormat) -> str:  # noqa: ARG001  the protocol's arguments
    """The first of the right words."""
    return answer.accept[0]


def _is_exact(answer: Text, text: str) -> bool:
    typed = _spellings(answer, text)
    return any(_normal(answer, right) in typed for right in answer.accept)


def _spellings(answer: Text, text: str) -> tuple[str, ...]:
    """The text as typed, and without what people write around an answer."""
    return _normal(answer, text), _normal(answer, bare(text))


def _normal(answer: Text, text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(TYPEWRITER))
    if not answer.case:
        text = text.casefold()
    if not answer.accents and not text.isascii():
        apart = unicodedata.normalize("NFD", text)
        text = "".join(char for char in apart if not unicodedata.combining(char))
    words = " ".join(text.split())
    return words.rstrip(_ENDS) or words


def _nearest(answer: Text, text: str) -> tuple[str, int] | None:
    """The right text within its allowed slips, and how many slips away it is."""
    if not answer.distance or len(text) > _MAX_FUZZY:
        return None
    typed = _spellings(answer, text)
    near = (
        (right, slips)
        for right in answer.accept
        if (slips := _slips(_normal(answer, right), typed, answer.distance)) is not None
    )
    return min(near, key=lambda found: found[1], default=None)


def _slips(right: str, typed: tuple[str, ...], distance: int) -> int | None:
    from rapidfuzz.distance import OSA

    allowed = min(distance, len(right) // _LETTERS_A_SLIP)
    near = (
        OSA.distance(right, text, score_cutoff=allowed)
        for text in typed
        if _digits(right) == _digits(text)
    )
    slips = min(near, default=allowed + 1)
    return slips if slips <= allowed else None


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _rivals(answer: Text, text: str, block: AnswerBlock, slips: int) -> Iterator[int]:
    """How far the text is from each wrong text the block lists, as far as `slips`."""
    from rapidfuzz.distance import OSA

    typed = _spellings(answer, text)
    known = [listed.match for listed in block.known_errors]
    for match in known + [listed.match for listed in block.ungraded]:
        if isinstance(match, Text):
            for wrong in match.accept:
                rival = _normal(answer, wrong)
                yield min(OSA.distance(rival, t, score_cutoff=slips) for t in typed)
