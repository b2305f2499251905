"""An answer that cannot be read as its type, in `answer`, in a `match`, or in a scaffold step.

Fails:

.. code-block:: yaml

    # in a question
    answer: {number: five sixths}

Passes:

.. code-block:: yaml

    # in a question
    answer: {number: 5/6}
"""

from __future__ import annotations

from tutor_shared.syllabus.lint.complaints import complaints_of
from tutor_shared.syllabus.lint.rule import Rule

RULE = Rule("answer-unreadable", __doc__, course=complaints_of("answer-unreadable"))
