"""Which words to use about a mistake: the author's first, and never the same twice for one mistake.

A candidate is (key, text); keys already said on this question are passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tutor_server.pedagogy import phrases
from tutor_shared.answers.verdict import Verdict
from tutor_shared.syllabus.model import Misconception

Sentence = tuple[str, str]


def for_known_error(
    verdict: Verdict, misconception: Misconception | None, said: Collection[str]
) -> Sentence:
    """What to say about a recognised mistake: feedback, then the idea behind it, then our own."""
    label = verdict.misconception or ""
    feedback = "\n\n".join(part.strip() for part in (verdict.message, verdict.hint or "") if part)
    candidates = [(f"{label}:feedback", feedback)]
    if misconception is not None:
        candidates.append((f"{label}:remediation", misconception.remediation.strip()))
    candidates += [(f"{label}:same{n}", text) for n, text in enumerate(phrases.SAME_SLIP)]
    return first_unsaid(candidates, said)


def for_unknown_error(verdict: Verdict, said: Collection[str]) -> Sentence:
    """What to say about a mistake nobody foresaw."""
    candidates = [("unknown:message", verdict.message.strip())] if verdict.message else []
    candidates += [(f"unknown:{n}", text) for n, text in enumerate(phrases.NOT_YET)]
    return first_unsaid(candidates, said)


def for_stuck(said: Collection[str]) -> Sentence:
    """What to say to someone who does not know."""
    return first_unsaid([(f"stuck:{n}", text) for n, text in enumerate(phrases.STUCK)], said)


def first_unsaid(candidates: Sequence[Sentence], said: Collection[str]) -> Sentence:
    """The first candidate with words that was not said yet; the last one when all were."""
    usable = [candidate for candidate in candidates if candidate[1]]
    for candidate in usable:
        if candidate[0] not in said:
            return candidate
    return usable[-1]
