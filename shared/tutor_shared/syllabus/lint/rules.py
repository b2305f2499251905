"""Every rule there is, in one table. A new rule is a module here and a line below."""

from __future__ import annotations

from typing import Final

from tutor_shared.syllabus.lint import (
    answer_unreadable,
    author_test_fails,
    bad_placeholder,
    bad_value,
    bad_variants,
    choice_options,
    control_character,
    duplicate_id,
    duplicate_key,
    encoding,
    file_limits,
    flow_prose,
    hint_reveals_answer,
    id_mismatch,
    latex_unbalanced,
    missing_alt,
    missing_file,
    missing_key,
    no_hints,
    no_solution,
    no_tests,
    prerequisite_cycle,
    skill_never_asked,
    topic_without_questions,
    unknown_key,
    unknown_reference,
    unlisted_topic,
    yaml_feature,
    yaml_syntax,
)
from tutor_shared.syllabus.lint.rule import Rule

#: Told while the files are read.
READING: Final[tuple[Rule, ...]] = (
    yaml_syntax.RULE,
    yaml_feature.RULE,
    encoding.RULE,
    control_character.RULE,
    duplicate_key.RULE,
    file_limits.RULE,
    missing_file.RULE,
    unlisted_topic.RULE,
)
#: Asked about each place of the tree.
PLACES: Final[tuple[Rule, ...]] = (
    unknown_key.RULE,
    missing_key.RULE,
    bad_value.RULE,
    duplicate_id.RULE,
    unknown_reference.RULE,
    missing_alt.RULE,
    flow_prose.RULE,
    latex_unbalanced.RULE,
)
#: Asked once about the whole course: first about its form. Errors of these, and of those of its
#: places, keep a question from being looked at for its meaning.
FORM: Final[tuple[Rule, ...]] = (
    id_mismatch.RULE,
    prerequisite_cycle.RULE,
    answer_unreadable.RULE,
    bad_variants.RULE,
    bad_placeholder.RULE,
    choice_options.RULE,
)
#: Then about what it means.
MEANING: Final[tuple[Rule, ...]] = (
    author_test_fails.RULE,
    hint_reveals_answer.RULE,
    no_hints.RULE,
    no_solution.RULE,
    no_tests.RULE,
    skill_never_asked.RULE,
    topic_without_questions.RULE,
)
RULES: Final[dict[str, Rule]] = {rule.id: rule for rule in (*READING, *PLACES, *FORM, *MEANING)}
