"""The table of rules."""

from __future__ import annotations

import pkgutil

from tutor_shared.syllabus import lint
from tutor_shared.syllabus.lint.rules import FORM, MEANING, PLACES, READING, RULES

#: Modules of the package that are no rules.
PARTS = {
    "complaints", "course", "examine", "fix", "report", "rule", "rules", "spoken", "suggest",
    "targets",
}  # fmt: skip


def test_every_rule_s_module_is_in_the_table_under_its_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(lint.__path__)} - PARTS
    assert {name.replace("_", "-") for name in modules} == RULES.keys()


def test_no_rule_stands_twice() -> None:
    assert len(RULES) == len([*READING, *PLACES, *FORM, *MEANING])


def test_every_rule_is_looked_for_in_its_own_way() -> None:
    assert all(rule.place is None and rule.course is None for rule in READING)
    assert all(rule.place is not None for rule in PLACES)
    assert all(rule.course is not None for rule in (*FORM, *MEANING))


def test_every_manual_begins_with_a_sentence() -> None:
    for rule in RULES.values():
        assert rule.summary.endswith("."), rule.id
