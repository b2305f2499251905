"""From a plain tree to the model."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers.block import NumberFormat
from tutor_shared.syllabus.build import build
from tutor_shared.syllabus.fields import Fields
from tutor_shared.syllabus.model import AskBlock, MasteryPolicy, Policy, TextBlock, WorkedBlock
from tutor_shared.syllabus.node import Plain
from tutor_shared.syllabus.schema import COURSE, QUESTION, TOPIC

COMPLETE: Fields = {
    "id": "c", "title": "T", "version": "1.50", "language": "de", "license": "CC0",
    "authors": ["Ada"], "description": "D\n", "guidance": "G\n",
    "number_format": {"decimal": ",", "group": "."},
    "policy": {"max_attempts": "2", "reveal": "never"},
    "mastery": {"threshold": "0.9", "guess": "0.2"},
    "skills": [{"id": "s", "title": "S", "requires": []}],
    "misconceptions": [{"id": "m", "title": "M", "skills": ["s"], "remediation": "R\n"}],
    "glossary": {"b": "second", "a": "first"},
    "topics": [{
        "id": "t", "title": "T", "objective": "O",
        "exposition": [
            {"text": "A\n", "again": "B\n"},
            {"worked": {"problem": "P", "steps": [{"do": "d", "why": "w", "ask": "a"}]}},
            {"ask": "q"},
            {"nothing": "known"},
        ],
        "questions": [{"id": "q", "skills": ["s"], "prompt": "?", "answer": {"number": "1"}}],
    }],
}  # fmt: skip

KEYS = st.sampled_from(sorted({*COURSE.keys, *TOPIC.keys, *QUESTION.keys, "match", "number", "a"}))
TREES: st.SearchStrategy[Plain] = st.recursive(
    st.sampled_from(["", "1", "x", "<<a>>", "5/6"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


def test_everything_an_author_wrote_is_in_the_model() -> None:
    syllabus = build(COMPLETE, "hash").syllabus
    assert (syllabus.id, syllabus.version, syllabus.language) == ("c", "1.50", "de")
    assert syllabus.number_format == NumberFormat(",", ".")
    assert syllabus.policy == Policy(max_attempts=2, reveal="never")
    assert syllabus.mastery == MasteryPolicy(threshold=0.9, guess=0.2)
    assert syllabus.misconceptions[0].remediation == "R"
    assert syllabus.glossary == (("a", "first"), ("b", "second"))
    text, worked, ask = syllabus.topics[0].exposition
    assert text == TextBlock("A", "B")
    assert isinstance(worked, WorkedBlock)
    assert worked.steps[0].ask == "a"
    assert ask == AskBlock("q")
    assert syllabus.content_hash == "hash"


def test_what_is_not_there_has_its_default() -> None:
    syllabus = build({}, "hash").syllabus
    assert (syllabus.version, syllabus.language) == ("0", "en")
    assert syllabus.policy == Policy()
    assert syllabus.mastery == MasteryPolicy()


def test_questions_come_with_their_paths() -> None:
    [(path, question)] = build(COMPLETE, "hash").questions
    assert path == ("topics", 0, "questions", 0)
    assert question.id == "q"


@given(st.dictionaries(KEYS, TREES))
def test_no_tree_makes_it_raise(fields: Fields) -> None:
    build(fields, "hash")
