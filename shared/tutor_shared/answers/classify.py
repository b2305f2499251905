"""What a text is when it is not an answer: stuck, or a question.

For `say` with `intent: auto`, after the checker had its turn. Conservative, because a wrong guess
costs the learner a turn. English: another language adds its phrases to the two tables.
"""

from __future__ import annotations

from typing import Final

from tutor_shared.answers.glyphs import QUESTION_MARKS, TYPEWRITER

_MAX_STUCK: Final = 60

_STUCK_PHRASES: Final = (
    "dk", "don't know", "don't understand", "dunno", "give up", "haven't a clue", "help",
    "help me", "help please", "hint please", "I am lost", "I am stuck", "I can't",
    "I can't do it", "I can't do this", "I do not know", "I do not understand",
    "I don't get it", "I don't get this", "I don't know", "I don't know how",
    "I don't understand", "I don't understand this", "I dunno", "I forgot", "I give up",
    "I have no clue", "I have no idea", "I need help", "idk", "I'm confused", "I'm lost",
    "I'm not sure", "I'm stuck", "lost", "no clue", "no idea", "not sure", "pass",
    "please help", "please help me", "stuck",
)  # fmt: skip
_FILLERS: Final = ("sorry ", "um ", "uh ", "well ", "hmm ", "honestly ", "ok ", "so ")
_ASKING_WORDS: Final = (
    "what", "what's", "why", "why's", "how", "how's", "when", "where", "where's", "which", "who",
    "whose", "can", "could", "would", "should", "is", "isn't", "are", "aren't", "do", "don't",
    "does", "doesn't", "did", "explain",
)  # fmt: skip


def _words(text: str) -> str:
    """Lower case without punctuation; apostrophes join, everything else parts."""
    text = text.translate(TYPEWRITER).replace("'", "").casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def _is_bare(text: str) -> bool:
    """Without a letter or a question mark, as most numbers are: found at once, for every answer."""
    return text.isascii() and text.lower() == text.upper() and "?" not in text


_STUCK: Final = frozenset(map(_words, _STUCK_PHRASES))
_ASKING: Final = frozenset(map(_words, _ASKING_WORDS))


def is_stuck(text: str) -> bool:
    """Whether the learner says that they do not know: "idk", "I'm stuck", or only question marks."""
    if len(text) > _MAX_STUCK or _is_bare(text):
        return False
    words = _words(text)
    if not words:
        return any(mark in text for mark in QUESTION_MARKS)
    for filler in _FILLERS:
        words = words.removeprefix(filler)
    return words in _STUCK


def looks_like_question(text: str) -> bool:
    """Whether a text has a question's form: a question mark last, or an asking word first."""
    if _is_bare(text):
        return False
    text = text.strip()
    if text.endswith(QUESTION_MARKS):
        return True
    first, *rest = _words(text[:200]).split() or [""]
    return bool(rest) and first in _ASKING
