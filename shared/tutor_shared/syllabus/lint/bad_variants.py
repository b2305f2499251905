"""Variants that cannot be expanded: rows that differ in their names, a condition nothing meets.

A table gives every row; `variables` with `where` is expanded to at most 24 rows, the same ones each
time.

Fails:

.. code-block:: yaml

    # in a question
    variants: [{a: 1, b: 2}, {a: 3}]

Passes:

.. code-block:: yaml

    # in a question
    variants: [{a: 1, b: 2}, {a: 3, b: 5}]
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.complaints import complaints_of
from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("bad-variants", __doc__, course=complaints_of("bad-variants"))
