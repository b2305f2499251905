"""Options that cannot be chosen from: none or several are right, two are the same, too many.

Each option is a mapping with `right` or `wrong`, and `why`; a wrong one may name a misconception.

Fails:

.. code-block:: yaml

    # in a question
    answer:
      choice:
        - wrong: 2/5
        - wrong: 1/5

Passes:

.. code-block:: yaml

    # in a question
    answer:
      choice:
        - right: 5/6
        - wrong: 2/5
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.complaints import complaints_of
from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("choice-options", __doc__, course=complaints_of("choice-options"))
