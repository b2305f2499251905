"""Choices: one option, or with `multiple` every right one and no wrong one.

An option is named by its key (`b`, `b)`, `(b)`) or by its text; the keys a, b, c … follow the
order of the options in the answer, so a learner's block holds them as they were shown
(`arranged`). Matches are compared by option text, whatever the order.
"""

from __future__ import annotations

import random
import string
from collections.abc import Mapping
from typing import Final

import msgspec

from tutor_shared.answers.block import AnswerBlock, Choice, ChoiceOption, NumberFormat
from tutor_shared.answers.kind import CORRECT, INCORRECT, Judged, ungraded
from tutor_shared.answers.picking import Picked, pick
from tutor_shared.answers.tree import check_keys, flag, scalar, scalars
from tutor_shared.answers.verdict import Verdict
from tutor_shared.answers.words import either, quote
from tutor_shared.errors import AnswerError

KEYS: Final = frozenset(("multiple", "shuffle"))
_OPTION_KEYS: Final = frozenset(("right", "wrong", "why", "misconception", "pin"))
_MAX_OPTIONS: Final = len(string.ascii_lowercase)


def read(value: object, options: Mapping[str, object]) -> Choice:
    """A list of `{right: text, why?}` and `{wrong: text, misconception?, why?}`."""
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= _MAX_OPTIONS:
        raise AnswerError(f"A choice is a list of 2 to {_MAX_OPTIONS} options.")
    choice = Choice(
        options=tuple(_read_option(item) for item in value),
        multiple=flag(options, "multiple"),
        shuffle=flag(options, "shuffle"),
    )
    right = sum(option.right for option in choice.options)
    if not right:
        raise AnswerError("No option is right; write one as {right: …}.")
    if right > 1 and not choice.multiple:
        raise AnswerError("More than one option is right; leave one, or add `multiple: true`.")
    texts = [option.text.casefold() for option in choice.options]
    if len(set(texts)) < len(texts):
        raise AnswerError("Two options have the same text; change one.")
    return choice


def _read_option(tree: object) -> ChoiceOption:
    if not isinstance(tree, Mapping) or ("right" in tree) == ("wrong" in tree):
        raise AnswerError("An option is {right: text} or {wrong: text}.")
    check_keys(tree, _OPTION_KEYS, "An option")
    if "right" in tree and "misconception" in tree:
        raise AnswerError("A right option shows no misconception; write it at a wrong one.")
    if "pin" in tree and tree["pin"] != "last":
        raise AnswerError("An option is pinned with `pin: last`, or not at all.")
    return ChoiceOption(
        text=scalar(tree["right" if "right" in tree else "wrong"], "An option").strip(),
        right="right" in tree,
        why=scalar(tree["why"], "`why`").strip() if "why" in tree else None,
        misconception=(
            scalar(tree["misconception"], "`misconception`") if "misconception" in tree else None
        ),
        pin_last="pin" in tree,
    )


def read_match(value: object, options: Mapping[str, object], own: Choice) -> Choice:
    """One or more of the question's options, by their texts; they are the match's right ones."""
    check_keys(options, (), "A choice to match")
    named = scalars(value, "An option")
    known = {option.text for option in own.options}
    for text in named:
        if text.strip() not in known:
            raise AnswerError(
                f"There is no option {quote(text)}; write one as it stands in `choice`."
            )
    chosen = {text.strip() for text in named}
    return msgspec.structs.replace(
        own,
        options=tuple(
            msgspec.structs.replace(option, right=option.text in chosen) for option in own.options
        ),
    )


def judge(answer: Choice, text: str, block: AnswerBlock) -> Judged:  # noqa: ARG001  the protocol's arguments
    """All right options and no wrong one, or it is incorrect; what names no option is ungraded."""
    picked = pick(answer, text)
    if picked.options is None:
        return _unpicked(answer, picked)
    chosen = picked.options
    if len(chosen) > 1 and not answer.multiple:
        return ungraded(f"Choose one option: {_keys(answer)}.")
    why = chosen[0].why if len(chosen) == 1 else None
    if all((option in chosen) == option.right for option in answer.options):
        return Judged(Verdict("correct", why) if why else CORRECT)
    wrong = [option for option in chosen if not option.right]
    why = wrong[0].why if len(wrong) == 1 else None
    return Judged(Verdict("incorrect", why) if why else INCORRECT)


def _unpicked(answer: Choice, picked: Picked) -> Judged:
    how = "Choose from" if answer.multiple else "Choose"
    return ungraded(
        f"There is no option {quote(picked.unknown)}. {how} {_keys(answer)}.",
        readable=picked.key_like,
    )


def matches(match: Choice, text: str, block: AnswerBlock) -> bool:
    """Whether exactly the match's options were picked."""
    shown = block.answer if isinstance(block.answer, Choice) else match
    chosen = pick(shown, text).options
    if chosen is None:
        return False
    return {o.text for o in chosen} == {o.text for o in match.options if o.right}


def label(answer: Choice, text: str, block: AnswerBlock) -> Verdict | None:  # noqa: ARG001  the protocol's arguments
    """The misconception of the wrong option, where the wrong ones picked show just one."""
    chosen = pick(answer, text).options
    if chosen is None or (len(chosen) > 1 and not answer.multiple):
        return None
    wrong = [option for option in chosen if not option.right]
    shown = {option.misconception for option in wrong if option.misconception}
    if len(shown) != 1:
        return None
    (option, *_) = (option for option in wrong if option.misconception)
    return Verdict(
        "incorrect",
        option.why or "",
        misconception=option.misconception,
        source="known_error",
    )


def example(answer: Choice, number_format: NumberFormat) -> str:  # noqa: ARG001  the protocol's arguments
    """The keys there are; with `multiple` how to write several. No hint at the right ones."""
    keys = _keys(answer)
    return f"one or more of {keys}, with commas between them" if answer.multiple else keys


def show(answer: Choice, number_format: NumberFormat) -> str:  # noqa: ARG001  the protocol's arguments
    """The right options, each with its key."""
    right = [
        f"{key}) {option.text}"
        for key, option in zip(string.ascii_lowercase, answer.options, strict=False)
        if option.right
    ]
    return "\n".join(f"- {line}" for line in right) if len(right) > 1 else "".join(right)


def options(answer: Choice) -> tuple[tuple[str, str], ...]:
    """Key and Markdown text of each option, in the answer's order."""
    return tuple(
        (key, option.text)
        for key, option in zip(string.ascii_lowercase, answer.options, strict=False)
    )


def arranged(answer: Choice, seed: int | str) -> Choice:
    """The choice in the order that a seed gives; options pinned last stay last.

    The same seed gives the same order, in every process.
    """
    free = [option for option in answer.options if not option.pin_last]
    last = [option for option in answer.options if option.pin_last]
    if answer.shuffle:
        random.Random(seed).shuffle(free)  # noqa: S311  an order to show, no secret
    return msgspec.structs.replace(answer, options=(*free, *last))


def _keys(answer: Choice) -> str:
    return either(list(string.ascii_lowercase[: len(answer.options)]))
